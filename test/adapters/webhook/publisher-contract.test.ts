import { remotePublisherContract } from '../../contracts/publisher.ts'
import { createWebhookHome } from './publisher-home.ts'

remotePublisherContract('webhook', createWebhookHome, {
  token: 'platform',
  deduplicatesForMs: Number.POSITIVE_INFINITY,
  without: ['history', 'token', 'direct messages'],
  anyReceiver: true,
})
