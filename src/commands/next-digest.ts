import type { Channel } from '../channel.ts'
import { momentText } from '../text/times.ts'

/** When the channel's next digest comes, to stand after "comes" or a colon: `tomorrow at 09:00 (Europe/Paris)`. */
export function nextDigestText({ nextSlotAt, timezone }: Channel, now: number): string {
  // A slot that found nothing stays open while its day's list may still come.
  if (nextSlotAt <= now) return 'as soon as there is something new, for it is due already'
  return `${momentText(nextSlotAt, now, timezone)} (${timezone})`
}
