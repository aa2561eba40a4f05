import type { Channel } from '../../channels/channel.ts'
import { momentText, relativeText } from '../../time/time-text.ts'

/** What a person's pause means, in a sentence. */
export const pauseText = ({ person }: { person: string }): string =>
  `${person} paused the digests; /papers resume brings them back.`

/** When the channel's next digest comes, to stand after "comes" or a colon: `tomorrow at 09:00 (Europe/Paris), in 20 hours`. */
export function nextDigestText({ nextSlotAt, timezone, pausedBy }: Channel, now: number): string {
  if (pausedBy) return `once someone resumes it, for ${pausedBy.person} paused the digests`
  // A slot that found nothing stays open while its day's list may still come.
  if (nextSlotAt <= now) return 'as soon as there is something new, for it is due already'
  return `${momentText(nextSlotAt, now, timezone)} (${timezone}), ${relativeText(nextSlotAt, now)}`
}
