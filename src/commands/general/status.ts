import type { Channel } from '../../channels/channel.ts'
import type { FeedStatus } from '../../collecting/feed-status.ts'
import { deliverySpans } from '../../delivery/status-text.ts'
import type { Hold } from '../../digests/hold.ts'
import { momentSpan } from '../../messages/moment.ts'
import { bold, command, ephemeralReply, type Line, muted } from '../../messages/reply.ts'
import { SOURCE_TITLES, VOTED_SOURCE } from '../../papers/sources.ts'
import { type Delivery, DIGEST_ORIGINS } from '../../ports/outbox.ts'
import { holdSpans, nextDigestSpans } from '../channel/next-digest.ts'
import type { Command, CommandDeps } from '../command.ts'
import { parseCommandLine } from '../parse.ts'
import { findCommand } from '../registry.ts'

/** Editions shown besides the last one. */
const EARLIER = 2

function nextLine(
  channel: Channel | undefined,
  { follows, hold, now }: { follows: boolean; hold: Hold | undefined; now: number },
): Line {
  if (!channel || !follows) return [bold('Next digest: '), 'none. This channel has no subscriptions.']
  if (hold?.kind === 'paused' && channel.pausedBy) {
    const { person, at } = channel.pausedBy
    const since = momentSpan(at, now, channel.timezone)
    return [bold('Paused'), ' by ', bold(person), ' since ', since, '. To resume: ', command('resume')]
  }
  if (hold) return [bold(hold.kind === 'suspended' ? 'Suspended: ' : 'Paused: '), ...holdSpans(hold)]
  return [bold('Next digest: '), ...nextDigestSpans(channel, now), '.']
}

/** A command as it is typed; hidden ones can't be, and are named after their button. */
function changeText(command: string): string {
  const { name, args } = parseCommandLine({ text: command, origin: 'control' })
  const spec = findCommand(name)
  if (spec?.name === 'undo') return 'undo'
  if (spec?.name === 'downrank') {
    const [, undone, paper] = /^(undo )?(.*)$/i.exec(args) ?? []
    return `${undone ? 'undo of ' : ''}“Less like this” for ${paper}`
  }
  return spec?.hidden ? command : `/papers ${command}`
}

const spansOfFeed = ({ text, spans = [{ text }] }: FeedStatus) => spans

export const createStatus =
  ({ channels, outbox, audit, editionBuilder, feed, otherSources, clock, version }: CommandDeps): Command =>
  async request => {
    const now = clock.now()
    const channel = await channels.find(request.channel)
    const topics = await channels.topics(request.channel)
    const [last, ...earlier] = await outbox.latest(request.channel, 1 + EARLIER, DIGEST_ORIGINS)
    const [change] = await audit.latest(request.channel, 1)
    const own = otherSources.length > 0 ? [bold(`${SOURCE_TITLES[VOTED_SOURCE]}: `)] : []
    const lines: Line[] = [[...own, ...spansOfFeed(await feed())]]
    for (const other of otherSources)
      lines.push([bold(`${other.name}: `), ...spansOfFeed(await other.feed())])
    const spansOf = (delivery: Delivery) => deliverySpans(delivery, now, channel?.timezone ?? 'UTC')
    if (last) lines.push([bold('Last digest: '), ...spansOf(last)])
    for (const delivery of earlier) lines.push([bold('Before that: '), ...spansOf(delivery)])
    if (channel?.lastSkip && channel.lastSkip.slotAt > (last?.slotAt ?? 0)) {
      const when = momentSpan(channel.lastSkip.slotAt, now, channel.timezone)
      lines.push([bold('No digest: '), when, `. ${channel.lastSkip.reason}`])
    }
    const hold = channel && (await editionBuilder.hold(channel))
    lines.push(nextLine(channel, { follows: topics.length > 0, hold, now }))
    if (channel && change) {
      const when = momentSpan(change.at, now, channel.timezone)
      const what = `${changeText(change.command)}, by ${change.person}, `
      lines.push([bold('Last change: '), what, when, '.'])
    }
    return ephemeralReply(...lines, [muted(`Paper Round ${version}`)])
  }
