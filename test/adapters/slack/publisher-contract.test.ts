import { remotePublisherContract } from '../../contracts/publisher.ts'
import { createManyHarness, createSlackHarness } from './publisher-harness.ts'

const abilities = { token: 'workspace', deduplicatesForMs: Number.POSITIVE_INFINITY } as const

remotePublisherContract('Slack', createSlackHarness, abilities)
remotePublisherContract('Slack (many workspaces)', createManyHarness, abilities)
