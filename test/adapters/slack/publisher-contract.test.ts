import { remotePublisherContract } from '../../contracts/publisher.ts'
import { createSlackHome } from './publisher-home.ts'

remotePublisherContract('Slack', createSlackHome, {
  token: 'workspace',
  deduplicatesForMs: Number.POSITIVE_INFINITY,
})
