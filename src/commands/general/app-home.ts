import type { Channel } from '../../channels/channel.ts'
import { partsOf, workspaceOf } from '../../channels/channel-id.ts'
import type { Span } from '../../messages/digest.ts'
import { bold, command, ephemeralReply, type Line, muted } from '../../messages/reply.ts'
import { topicName } from '../../search/topics.ts'
import { nextDigestSpans } from '../channel/next-digest.ts'
import type { Command, CommandDeps } from '../command.ts'

const SHOWN_CHANNELS = 30

/** Channels that the platform is asked about, for one page. */
const MAX_CHECKED = 200

function nextSpans(channel: Channel, now: number): Span[] {
  if (channel.pausedReason) return [{ text: `Paused: ${channel.pausedReason}` }]
  if (channel.pausedBy) return [{ text: `Paused by ${channel.pausedBy.person}` }]
  return [{ text: 'Next: ' }, ...nextDigestSpans(channel, now)]
}

/** A person's page outside any channel: the subscriptions of the channels that they may know of. */
export const createAppHome =
  ({ channels, feed, clock, version, visibleChannels }: CommandDeps): Command =>
  async request => {
    const { channel: id } = request
    const now = clock.now()
    const all = await channels.ofWorkspace(workspaceOf(id))
    const visible = await visibleChannels(
      request,
      all.slice(0, MAX_CHECKED).map(({ channel }) => channel.id),
    )
    const subscribed = all.filter(({ channel }) => visible.includes(channel.id))
    const lines = subscribed
      .slice(0, SHOWN_CHANNELS)
      .flatMap(({ channel, topics }): Line[] => [
        [
          { text: partsOf(channel.id).place, place: { channel: channel.id } },
          ' · ',
          bold(topics.map(topicName).join(', ')),
        ],
        nextSpans(channel, now).map(span => ({ ...span, style: 'muted' as const })),
      ])
    const more = subscribed.length - SHOWN_CHANNELS
    const { text } = await feed()
    const isSubscribed = all.some(({ channel }) => channel.id === id)
    return {
      ...ephemeralReply(
        'Paper Round posts the day’s trending papers to your channels, at the times and on the topics that you choose.',
        [bold('Subscriptions')],
        ...(lines.length > 0
          ? lines
          : [['None yet. To subscribe a channel, type in it: ', command('subscribe')] satisfies Line]),
        ...(more > 0 ? [`And ${more} more.`] : []),
        [muted(`${text} Paper Round ${version}`)],
      ),
      actions: [
        ...(isSubscribed ? [] : [{ label: 'Subscribe me', command: 'subscribe' }]),
        { label: 'Today’s papers', command: 'today' },
        { label: 'Trending this week', command: 'trending week' },
        { label: 'Help', command: 'help' },
      ],
    }
  }
