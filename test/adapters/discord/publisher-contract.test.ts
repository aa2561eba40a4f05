import { remotePublisherContract } from '../../contracts/publisher.ts'
import {
  createAnnouncementHarness,
  createDiscordHarness,
  createForumHarness,
  createHttpDiscordHarness,
  createHttpForumHarness,
} from './publisher-harness.ts'

const abilities = { token: 'platform', deduplicatesForMs: 120_000 } as const

remotePublisherContract('Discord', createDiscordHarness, abilities)
remotePublisherContract('Discord announcement', createAnnouncementHarness, abilities)
remotePublisherContract('Discord forum', createForumHarness, { ...abilities, deduplicatesForMs: 0 })
remotePublisherContract('Discord over HTTP', createHttpDiscordHarness, abilities)
remotePublisherContract('Discord forum over HTTP', createHttpForumHarness, {
  ...abilities,
  deduplicatesForMs: 0,
})
