import type { Channel } from '../channel.ts'
import type { Delivery } from '../delivery/delivery.ts'
import { plural } from '../text/numbers.ts'
import { momentText } from '../text/times.ts'
import { bold, type Command, type CommandDeps, type Line, muted, tellAsker } from './command.ts'
import { nextDigestText, pauseText } from './next-digest.ts'

/** The last edition in words. */
function lastText(last: Delivery, channel: Channel, now: number): string {
  const papers = plural(last.digest.entries.length, 'paper')
  const when = momentText(last.settledAt ?? last.createdAt, now, channel.timezone)
  switch (last.state) {
    case 'sent':
      return `${papers}, ${when}.`
    case 'failed':
      return `${papers}, not posted, ${when}: ${last.error ?? 'the reason is not known'}.`
    case 'due':
      return last.error
        ? `${papers}, not posted yet; it will be tried again: ${last.error}.`
        : `${papers}, about to be posted.`
    case 'sending': {
      if (!last.error && (last.leaseUntil ?? 0) > now) return `${papers}, being posted.`
      const why = last.error ?? 'Paper Round was cut off while posting'
      return `${papers}, which may have arrived and so are not sent twice: ${why}.`
    }
  }
}

function nextLine(channel: Channel | undefined, follows: boolean, now: number): Line {
  if (!channel || !follows) return [bold('Next digest: '), 'none, for nothing is followed here.']
  if (channel.pausedReason) return [bold('Paused: '), `${channel.pausedReason} To try again: /papers resume`]
  if (channel.pausedBy) return [bold('Paused: '), pauseText(channel.pausedBy)]
  return [bold('Next digest: '), `${nextDigestText(channel, now)}.`]
}

export const createStatus =
  ({ channels, ledger, audit, feed, clock, version }: CommandDeps): Command =>
  async request => {
    const now = clock.now()
    const channel = await channels.find(request.channel)
    const topics = await channels.topics(request.channel)
    const [last] = await ledger.latest(request.channel, 1)
    const [change] = await audit.latest(request.channel, 1)
    const { state, text } = await feed()
    const lines: Line[] = [[bold('Source: '), `${state}. ${text}`]]
    if (channel && last) lines.push([bold('Last digest: '), lastText(last, channel, now)])
    if (channel?.silence && channel.silence.slotAt > (last?.slotAt ?? 0)) {
      const when = momentText(channel.silence.slotAt, now, channel.timezone)
      lines.push([bold('Silent: '), `${when}. ${channel.silence.reason}`])
    }
    lines.push(nextLine(channel, topics.length > 0, now))
    if (channel && change) {
      const when = momentText(change.at, now, channel.timezone)
      lines.push([bold('Last change: '), `/papers ${change.command}, by ${change.person}, ${when}.`])
    }
    return tellAsker(...lines, [muted(`Paper Round ${version}`)])
  }
