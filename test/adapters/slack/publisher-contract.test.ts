import { remotePublisherContract } from '../../contracts/publisher.ts'
import { createManyHome, createSlackHome } from './publisher-home.ts'

const abilities = { token: 'workspace', deduplicatesForMs: Number.POSITIVE_INFINITY } as const

remotePublisherContract('Slack', createSlackHome, abilities)
remotePublisherContract('Slack (many workspaces)', createManyHome, abilities)
