import { partsOf, platformOf } from '../../channels/channel-id.ts'
import { bold, code, ephemeralReply, type Line, muted } from '../../messages/reply.ts'
import { topicName } from '../../search/topics.ts'
import { nextDigestText } from '../channel/next-digest.ts'
import type { Command, CommandDeps } from '../command.ts'

const SHOWN_CHANNELS = 30

/** A person's page outside any channel: what the workspace follows, and where. */
export const createAppHome =
  ({ channels, feed, clock, version }: CommandDeps): Command =>
  async ({ channel: id }) => {
    const now = clock.now()
    const followed = await channels.ofWorkspace(`${platformOf(id)}:${partsOf(id).workspace}`)
    const lines = followed
      .slice(0, SHOWN_CHANNELS)
      .flatMap(({ channel, topics }): Line[] => [
        [
          { text: partsOf(channel.id).place, place: { channel: channel.id } },
          ' follows ',
          bold(topics.map(topicName).join(', ')),
        ],
        [
          muted(
            channel.pausedReason
              ? `Paused: ${channel.pausedReason}`
              : `Next: ${nextDigestText(channel, now)}`,
          ),
        ],
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
                'Nothing yet. In the channel that wants papers, type ',
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
