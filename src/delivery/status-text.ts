import type { Span } from '../messages/digest.ts'
import { momentSpan, textOfSpans } from '../messages/moment.ts'
import type { Delivery } from '../ports/outbox.ts'
import { plural } from '../text/format.ts'

/** The state of a delivery, in a sentence. @param timezone the zone of the times in it */
export const deliveryText = (delivery: Delivery, now: number, timezone: string): string =>
  textOfSpans(deliverySpans(delivery, now, timezone))

/** The same, with its times marked. */
export function deliverySpans(delivery: Delivery, now: number, timezone: string): Span[] {
  const { entries, title } = delivery.digest
  const papers = entries.length > 0 ? plural(entries.length, 'paper') : `“${title}”`
  const when = momentSpan(delivery.settledAt ?? delivery.createdAt, now, timezone)
  switch (delivery.state) {
    case 'sent':
      return [{ text: `${papers}, ` }, when, { text: '.' }]
    case 'failed':
      return [{ text: `${papers}, not posted, ` }, when, { text: `: ${delivery.error ?? 'unknown reason'}.` }]
    case 'due':
      return [
        {
          text: delivery.error
            ? `${papers}, not posted yet: ${delivery.error}. Paper Round will try again.`
            : `${papers}, about to be posted.`,
        },
      ]
    case 'sending': {
      if (!delivery.error && (delivery.leaseUntil ?? 0) > now) return [{ text: `${papers}, being posted.` }]
      const why = delivery.error ?? 'Paper Round was stopped while posting'
      return [
        {
          text: `${papers}, may have arrived (${why}). Paper Round checks that before it sends anything again.`,
        },
      ]
    }
  }
}
