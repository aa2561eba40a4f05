import type { Channel } from '../../channels/channel.ts'
import type { Choice, Line } from '../../messages/reply.ts'
import { bold, command, ephemeralReply } from '../../messages/reply.ts'
import { topicName } from '../../search/topics.ts'
import type { Command, CommandDeps } from '../command.ts'
import { nextDigestSpans, pauseSpans } from './next-digest.ts'
import { scheduleText } from './schedule-text.ts'

/** The channel's content filters, those that are set. */
function filterLines({ minScore, onlyCode, unvoted, muted, downranked }: Channel): Line[] {
  const lines: Line[] = []
  if (muted.length > 0) lines.push([bold('Muted: '), muted.join(', ')])
  if (downranked.length > 0)
    lines.push([
      bold('Ranked lower: '),
      'papers like ',
      downranked.map(({ title }) => `“${title}”`).join(', '),
    ])
  if (onlyCode) lines.push('Only papers with code.')
  if (unvoted) lines.push('Also papers that nobody has voted on, after the others.')
  if (minScore > 0) lines.push(`Only papers with a score of ${minScore} or more.`)
  return lines
}

/** The platforms' limit for a menu, and how many of its options undo the newest *Less like this*. */
const MAX_OPTIONS = 25
const MAX_UNDO_OPTIONS = 10

function removalMenu(topics: readonly string[], { downranked }: Channel): Choice {
  const unsubscribes = topics.map(topic => ({
    label: `Unsubscribe from ${topicName(topic)}`,
    command: `unsubscribe ${topic}`,
  }))
  const room = Math.max(MAX_UNDO_OPTIONS, MAX_OPTIONS - unsubscribes.length)
  const undos = downranked.slice(-room).map(({ paperId, title }) => ({
    label: `Undo “Less like ${title}”`,
    command: `downrank undo ${paperId}`,
  }))
  return {
    label: downranked.length > 0 ? 'Unsubscribe or undo…' : 'Unsubscribe…',
    options: [...unsubscribes.slice(0, MAX_OPTIONS - undos.length), ...undos],
  }
}

export const createSubscriptions =
  ({ channels, clock }: CommandDeps): Command =>
  async request => {
    const [channel, topics] = await Promise.all([
      channels.find(request.channel),
      channels.topics(request.channel),
    ])
    if (!channel || topics.length === 0) {
      return ephemeralReply(['This channel has no subscriptions yet. To start: ', command('subscribe')])
    }
    const reply = ephemeralReply(
      ...topics.map(topic => ['• ', bold(topicName(topic))]),
      ...filterLines(channel),
      channel.pausedReason
        ? [bold('Paused: '), channel.pausedReason]
        : [
            `Scheduled ${scheduleText(channel)}. `,
            ...(channel.pausedBy
              ? pauseSpans(channel.pausedBy)
              : ['Next digest: ', ...nextDigestSpans(channel, clock.now()), '.']),
          ],
    )
    if (!request.mayChange) return reply
    return {
      ...reply,
      choice: removalMenu(topics, channel),
      actions: [
        { label: 'Preview', command: 'preview' },
        { label: 'Settings', command: 'settings' },
      ],
    }
  }
