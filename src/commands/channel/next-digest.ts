import { isDeepStrictEqual } from 'node:util'
import type { Channel } from '../../channels/channel.ts'
import type { Hold } from '../../digests/hold.ts'
import type { Span } from '../../messages/digest.ts'
import { distanceSpan, momentSpan } from '../../messages/moment.ts'
import { bold, command, type Line, type ReplySpan } from '../../messages/reply.ts'
import { asSentence } from '../../text/format.ts'
import { nextSlots } from '../../time/slots.ts'
import type { ChannelSettings } from './recorded-settings.ts'

const SHOWN_SLOTS = 3

/** After the last subscription ended. */
export const NO_MORE: Line = ['No more digests will be posted. To start again: ', command('subscribe')]

/** Who paused the digests, and what ends that. */
export const pauseSpans = ({ person }: { person: string }): ReplySpan[] => [
  { text: 'Paused by ' },
  bold(person),
  { text: '. To resume: ' },
  command('resume'),
]

/** Explains why nothing is posted for now, and what ends that. */
export function holdSpans(hold: Hold): ReplySpan[] {
  switch (hold.kind) {
    case 'paused':
      return pauseSpans(hold)
    case 'rejected':
      return [
        { text: `${asSentence(hold.reason)} Digests resume when that is fixed. To try now: ` },
        command('resume'),
      ]
    case 'suspended':
      return [{ text: `${asSentence(hold.reason)} Digests wait until access is restored.` }]
  }
}

/** When the next digest comes, to follow a colon: `tomorrow at 09:00 (Europe/Paris), in 20 hours`. */
export function nextDigestSpans({ nextSlotAt, timezone, pausedBy }: Channel, now: number): Span[] {
  if (pausedBy) return [{ text: `paused by ${pausedBy.person}` }]
  // A slot without papers stays open while its day's list may still come.
  if (nextSlotAt <= now) return [{ text: 'as soon as there is something new' }]
  return [momentSpan(nextSlotAt, now, timezone, true), { text: ', ' }, distanceSpan(nextSlotAt, now)]
}

/** What decides when digests come. */
const timingOf = ({ channel, topics }: ChannelSettings) => {
  const { time, days, timezone, pausedBy, pausedReason } = channel
  return { time, days, timezone, pausedBy, pausedReason, follows: topics.length > 0 }
}

/** After a change: when the next few digests come, if it moved them; and why none will, if that is so. */
export function upcomingAfterChange(before: ChannelSettings, after: ChannelSettings, now: number): Line[] {
  const follows = after.topics.length > 0
  const comes = follows && !after.channel.pausedBy
  if (comes && isDeepStrictEqual(timingOf(before), timingOf(after))) return []
  return !follows && before.topics.length > 0 ? [NO_MORE] : [upcomingLine(after.channel, follows, now)]
}

/** When the next few digests come, in the channel's zone; or why none will. */
export function upcomingLine(channel: Channel, follows: boolean, now: number): Line {
  if (!follows) {
    return ['This channel has no subscriptions yet. To start: ', command('subscribe')]
  }
  if (channel.pausedBy) return pauseSpans(channel.pausedBy)
  const slots = nextSlots(channel, now, SHOWN_SLOTS).flatMap((slot, index) => [
    { text: index === 0 ? 'Next: ' : ', ' },
    momentSpan(slot, now, channel.timezone),
    { text: ' (' },
    distanceSpan(slot, now),
    { text: ')' },
  ])
  return [...slots, { text: '.' }].map(span => ({ ...span, style: 'muted' as const }))
}
