import { remotePublisherContract } from '../../contracts/publisher.ts'
import {
  createAnnouncementHome,
  createDiscordHome,
  createForumHome,
  createHttpDiscordHome,
  createHttpForumHome,
} from './publisher-home.ts'

const abilities = { token: 'platform', deduplicatesForMs: 120_000 } as const

remotePublisherContract('Discord', createDiscordHome, abilities)
remotePublisherContract('Discord announcement', createAnnouncementHome, abilities)
remotePublisherContract('Discord forum', createForumHome, { ...abilities, deduplicatesForMs: 0 })
remotePublisherContract('Discord over HTTP', createHttpDiscordHome, abilities)
remotePublisherContract('Discord forum over HTTP', createHttpForumHome, {
  ...abilities,
  deduplicatesForMs: 0,
})
