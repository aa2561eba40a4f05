import { partsOf, workspaceOf } from '../../channels/channel-id.ts'
import { bold, code, ephemeralReply, type Line, muted } from '../../messages/reply.ts'
import { topicName } from '../../search/topics.ts'
import { nextDigestSpans } from '../channel/next-digest.ts'
import type { Command, CommandDeps } from '../command.ts'

const SHOWN_CHANNELS = 30

/** Channels that the platform is asked about, for one page. */
const MAX_CHECKED = 200

/** A person's page outside any channel: what the workspace follows in channels that they may know of, and where. */
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
    const followed = all.filter(({ channel }) => visible.includes(channel.id))
    const lines = followed
      .slice(0, SHOWN_CHANNELS)
      .flatMap(({ channel, topics }): Line[] => [
        [
          { text: partsOf(channel.id).place, place: { channel: channel.id } },
          ' follows ',
          bold(topics.map(topicName).join(', ')),
        ],
        (channel.pausedReason
          ? [{ text: `Paused: ${channel.pausedReason}` }]
          : [{ text: 'Next: ' }, ...nextDigestSpans(channel, now)]
        ).map(span => ({ ...span, style: 'muted' as const })),
      ])
    const more = followed.length - SHOWN_CHANNELS
    const { state, text } = await feed()
    return {
      ...ephemeralReply(
        [bold('What this workspace follows')],
        ...(lines.length > 0
          ? lines
          : [
              [
                'Nothing yet that you can see. In the channel that wants papers, type ',
                code('/papers subscribe'),
              ] satisfies Line,
            ]),
        ...(more > 0 ? [`And ${more} more.`] : []),
        [muted(`Source: ${state}. ${text} Paper Round ${version}`)],
      ),
      actions: [
        { label: "The day's list", command: 'today' },
        { label: 'Trending this week', command: 'trending week' },
        { label: 'Help', command: 'help' },
      ],
    }
  }
