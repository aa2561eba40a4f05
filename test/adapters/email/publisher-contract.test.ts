import { REPEAT_AFTER_MS } from '../../../adapters/email/publisher.ts'
import { remotePublisherContract } from '../../contracts/publisher.ts'
import { createEmailHarness } from './publisher-harness.ts'

remotePublisherContract('e-mail', createEmailHarness, {
  token: 'platform',
  deduplicatesForMs: 0,
  repeatsAfterMs: REPEAT_AFTER_MS,
  without: ['history', 'direct messages', 'threads'],
  // All its answers have codes of their own.
  cannot: ['server error'],
})
