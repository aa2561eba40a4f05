import type { Channel } from '../../channels/channel.ts'
import type { Hold } from '../../digests/hold.ts'
import type { Span } from '../../messages/digest.ts'
import { distanceSpan, momentSpan } from '../../messages/moment.ts'
import { code, type Line } from '../../messages/reply.ts'
import { asSentence } from '../../text/format.ts'
import { nextSlots } from '../../time/slots.ts'

const SHOWN_SLOTS = 3

/** Explains a pause that a person asked for, in a sentence. */
export const pauseText = ({ person }: { person: string }): string =>
  `${person} paused the digests; /papers resume brings them back.`

/** Explains why nothing is posted for now, and what ends that. */
export function holdText(hold: Hold): string {
  switch (hold.kind) {
    case 'paused':
      return pauseText(hold)
    case 'rejected':
      return `${asSentence(hold.reason)} Digests resume once that is fixed; /papers resume tries again now.`
    case 'suspended':
      return `${asSentence(hold.reason)} Digests wait until access is restored.`
  }
}

/** When the next digest comes, to follow "comes" or a colon: `tomorrow at 09:00 (Europe/Paris), in 20 hours`. */
export function nextDigestSpans({ nextSlotAt, timezone, pausedBy }: Channel, now: number): Span[] {
  if (pausedBy) return [{ text: `once someone resumes it, because ${pausedBy.person} paused the digests` }]
  // A slot that found nothing stays open while its day's list may still come.
  if (nextSlotAt <= now) return [{ text: 'as soon as there is something new, because it is already due' }]
  return [momentSpan(nextSlotAt, now, timezone, true), { text: ', ' }, distanceSpan(nextSlotAt, now)]
}

/** When the next few digests come, in the channel's zone; or why none will. */
export function upcomingLine(channel: Channel, follows: boolean, now: number): Line {
  if (!follows) {
    return ['Nothing is followed here yet, so no digest will come. Begin with ', code('/papers subscribe')]
  }
  if (channel.pausedBy) return pauseText(channel.pausedBy)
  const slots = nextSlots(channel, now, SHOWN_SLOTS).flatMap((slot, index) => [
    { text: index === 0 ? 'Next: ' : ', ' },
    momentSpan(slot, now, channel.timezone),
    { text: ' (' },
    distanceSpan(slot, now),
    { text: ')' },
  ])
  return [...slots, { text: '.' }].map(span => ({ ...span, style: 'muted' as const }))
}
