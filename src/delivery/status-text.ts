import type { Delivery } from '../ports/outbox.ts'
import { plural } from '../text/format.ts'
import { momentText } from '../time/time-text.ts'

/** The state of a delivery, in a sentence. @param timezone the zone of the times in it */
export function deliveryText(delivery: Delivery, now: number, timezone: string): string {
  const { entries, title } = delivery.digest
  const papers = entries.length > 0 ? plural(entries.length, 'paper') : `“${title}”`
  const when = momentText(delivery.settledAt ?? delivery.createdAt, now, timezone)
  switch (delivery.state) {
    case 'sent':
      return `${papers}, ${when}.`
    case 'failed':
      return `${papers}, not posted, ${when}: ${delivery.error ?? 'the reason is not known'}.`
    case 'due':
      return delivery.error
        ? `${papers}, not posted yet; it will be tried again: ${delivery.error}.`
        : `${papers}, about to be posted.`
    case 'sending': {
      if (!delivery.error && (delivery.leaseUntil ?? 0) > now) return `${papers}, being posted.`
      const why = delivery.error ?? 'Paper Round was cut off while posting'
      return `${papers}, which may have arrived; that is looked up before anything is sent again: ${why}.`
    }
  }
}
