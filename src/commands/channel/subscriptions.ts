import type { Channel } from '../../channels/channel.ts'
import type { Choice, Line } from '../../messages/reply.ts'
import { bold, code, ephemeralReply } from '../../messages/reply.ts'
import { topicName } from '../../search/topics.ts'
import type { Command, CommandDeps } from '../command.ts'
import { nextDigestSpans } from './next-digest.ts'
import { scheduleText } from './schedule-text.ts'

/** The channel's content filters, those that are set. */
function filterLines({ minScore, onlyCode, muted, downranked }: Channel): Line[] {
  const lines: Line[] = []
  if (muted.length > 0) lines.push([bold('Muted: '), muted.join(', ')])
  if (downranked.length > 0)
    lines.push([bold('Fewer like: '), downranked.map(({ title }) => `“${title}”`).join(', ')])
  if (onlyCode) lines.push('Only papers with code are taken.')
  if (minScore > 0) lines.push(`Only papers that score ${minScore} or more are taken.`)
  return lines
}

/** The platforms' limit for a menu, and how many of its options undo the newest wishes for fewer papers. */
const MAX_OPTIONS = 25
const MAX_UNDO_OPTIONS = 10

function removalMenu(topics: readonly string[], { downranked }: Channel): Choice {
  const ends = topics.map(topic => ({
    label: `Stop following ${topicName(topic)}`,
    command: `unsubscribe ${topic}`,
  }))
  const room = Math.max(MAX_UNDO_OPTIONS, MAX_OPTIONS - ends.length)
  const undos = downranked.slice(-room).map(({ paperId, title }) => ({
    label: `Undo: fewer like ${title}`,
    command: `downrank undo ${paperId}`,
  }))
  return { label: 'End one…', options: [...ends.slice(0, MAX_OPTIONS - undos.length), ...undos] }
}

export const createSubscriptions =
  ({ channels, clock }: CommandDeps): Command =>
  async request => {
    const [channel, topics] = await Promise.all([
      channels.find(request.channel),
      channels.topics(request.channel),
    ])
    if (!channel || topics.length === 0) {
      return ephemeralReply(['This channel follows nothing yet. Begin with ', code('/papers subscribe')])
    }
    const reply = ephemeralReply(
      ...topics.map(topic => ['• ', bold(topicName(topic))]),
      ...filterLines(channel),
      channel.pausedReason
        ? [bold('Paused: '), channel.pausedReason]
        : [`The digest comes ${scheduleText(channel)}, next `, ...nextDigestSpans(channel, clock.now()), '.'],
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
