import { remotePublisherContract } from '../../contracts/publisher.ts'
import { createSlackHome } from './publisher-home.ts'

remotePublisherContract('Slack', createSlackHome, {
  token: 'workspace',
  recognises: Number.POSITIVE_INFINITY,
})
