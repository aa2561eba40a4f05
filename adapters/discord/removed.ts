import { type ChannelId, partsOf } from '../../src/channels/channel-id.ts'
import type { Publisher, Verdict } from '../../src/ports/publisher.ts'
import type { PostClient } from './post-client.ts'
import { DIRECT_MESSAGES } from './publisher.ts'

/** Why nothing is posted in a server, for the people there. */
export const REMOVED = 'the bot was removed from this server: invite it again'

/** Discord’s codes for a channel or server that doesn’t exist, or that we may not see. */
const HIDDEN: readonly string[] = ['10003', '10004', '50001']

/**
 * Widens the rejection of a channel to its whole server where that has removed the bot: Discord answers a post in the same way.
 */
export const createCheckRemoved =
  (client: Pick<PostClient, 'isInServer'>) =>
  async (channel: ChannelId, verdict: Verdict, signal: AbortSignal): Promise<Verdict> => {
    const { workspace } = partsOf(channel)
    if (verdict.kind !== 'dead' || !HIDDEN.includes(verdict.code) || workspace === DIRECT_MESSAGES)
      return verdict
    // If we can't find out, only the channel is paused.
    if (await client.isInServer(workspace, signal).catch(() => true)) return verdict
    return { kind: 'dead', scope: 'workspace', code: verdict.code, reason: REMOVED, uninstalled: true }
  }

/** Whether Discord accepts the token; for a single server, also whether the bot is in it. */
export const createCheckToken =
  (client: Pick<PostClient, 'me' | 'isInServer'>): NonNullable<Publisher['checkToken']> =>
  (signal, scope) => {
    const guildId = /^discord:(\d+)\//.exec(scope ?? '')?.[1]
    const asked = guildId ? client.isInServer(guildId, signal) : client.me(signal).then(() => true)
    return asked.catch(() => false)
  }
