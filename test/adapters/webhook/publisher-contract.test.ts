import { remotePublisherContract } from '../../contracts/publisher.ts'
import { createWebhookHarness } from './publisher-harness.ts'

remotePublisherContract('webhook', createWebhookHarness, {
  token: 'platform',
  deduplicatesForMs: Number.POSITIVE_INFINITY,
  without: ['history', 'token', 'direct messages'],
  anyReceiver: true,
})
