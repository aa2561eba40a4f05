import { type ChannelId, partsOf } from '../../src/channels/channel-id.ts'
import type { Chat } from '../../src/ports/chat.ts'
import type { Access, Workspaces } from './workspaces.ts'

/** What the bot does by itself in a channel, each with the token of the channel's workspace. */
export function createByWorkspace(
  workspaces: Workspaces,
): Required<Pick<Chat, 'publish' | 'reconcile' | 'sendDirectMessage' | 'checkToken' | 'visibleChannels'>> {
  const accessTo = (channel: ChannelId): Promise<Access> => workspaces.access(partsOf(channel).workspace)

  return {
    async publish(post, signal) {
      const access = await accessTo(post.channel)
      return access.kind === 'granted' ? access.bot.publish(post, signal) : access.verdict
    },
    async reconcile(post, signal) {
      const access = await accessTo(post.channel)
      if (access.kind === 'granted') return access.bot.reconcile(post, signal)
      return { kind: 'unknown', reason: access.verdict.reason, mayRepeat: false }
    },
    async sendDirectMessage(channel, personId, notice, signal) {
      const access = await accessTo(channel)
      if (access.kind === 'refused') throw new Error(access.verdict.reason)
      await access.bot.sendDirectMessage(channel, personId, notice, signal)
    },
    checkToken: (_signal, scope) => workspaces.checkToken(scope),
    /** People have an id in each workspace, so the channels are those of one. */
    async visibleChannels(personId, channels) {
      const [first] = channels
      if (!first) return []
      const { workspace } = partsOf(first)
      const access = await accessTo(first)
      if (access.kind === 'refused') return []
      const own = channels.filter(id => partsOf(id).workspace === workspace)
      return access.bot.visibleChannels(personId, own)
    },
  }
}
