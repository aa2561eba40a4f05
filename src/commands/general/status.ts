import type { Channel } from '../../channels/channel.ts'
import { deliveryText } from '../../delivery/status-text.ts'
import type { Hold } from '../../digests/hold.ts'
import { bold, ephemeralReply, type Line, muted } from '../../messages/reply.ts'
import type { Delivery } from '../../ports/outbox.ts'
import { momentText } from '../../time/time-text.ts'
import { holdText, nextDigestText } from '../channel/next-digest.ts'
import type { Command, CommandDeps } from '../command.ts'
import { parseCommandLine } from '../parse.ts'
import { findCommand } from '../registry.ts'

/** Editions shown besides the last one. */
const EARLIER = 2

function nextLine(
  channel: Channel | undefined,
  { follows, hold, now }: { follows: boolean; hold: Hold | undefined; now: number },
): Line {
  if (!channel || !follows) return [bold('Next digest: '), 'none, because nothing is followed here.']
  if (hold) return [bold(hold.kind === 'suspended' ? 'Suspended: ' : 'Paused: '), holdText(hold)]
  return [bold('Next digest: '), `${nextDigestText(channel, now)}.`]
}

/** A command as it is typed; hidden ones can't be. */
function typedText(command: string): string {
  const { name } = parseCommandLine({ text: command, origin: 'control' })
  return findCommand(name)?.hidden ? command : `/papers ${command}`
}

export const createStatus =
  ({ channels, outbox, audit, editionBuilder, feed, clock, version }: CommandDeps): Command =>
  async request => {
    const now = clock.now()
    const channel = await channels.find(request.channel)
    const topics = await channels.topics(request.channel)
    const [last, ...earlier] = await outbox.latest(request.channel, 1 + EARLIER)
    const [change] = await audit.latest(request.channel, 1)
    const { state, text } = await feed()
    const lines: Line[] = [[bold('Source: '), `${state}. ${text}`]]
    const textOf = (delivery: Delivery) => deliveryText(delivery, now, channel?.timezone ?? 'UTC')
    if (last) lines.push([bold('Last digest: '), textOf(last)])
    for (const delivery of earlier) lines.push([bold('Before it: '), textOf(delivery)])
    if (channel?.lastSkip && channel.lastSkip.slotAt > (last?.slotAt ?? 0)) {
      const when = momentText(channel.lastSkip.slotAt, now, channel.timezone)
      lines.push([bold('Silent: '), `${when}. ${channel.lastSkip.reason}`])
    }
    const hold = channel && (await editionBuilder.hold(channel))
    lines.push(nextLine(channel, { follows: topics.length > 0, hold, now }))
    if (channel && change) {
      const when = momentText(change.at, now, channel.timezone)
      lines.push([bold('Last change: '), `${typedText(change.command)}, by ${change.person}, ${when}.`])
    }
    return ephemeralReply(...lines, [muted(`Paper Round ${version}`)])
  }
