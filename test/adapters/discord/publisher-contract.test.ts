import { remotePublisherContract } from '../../contracts/publisher.ts'
import { createDiscordHome } from './publisher-home.ts'

remotePublisherContract('Discord', createDiscordHome, { token: 'platform', deduplicatesForMs: 120_000 })
