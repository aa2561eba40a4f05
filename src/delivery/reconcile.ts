import type { Backoff } from '../lib/backoff.ts'
import { messageCount } from '../messages/digest.ts'
import type { Outcome } from '../ports/outbox.ts'
import type { Dead } from '../ports/publisher.ts'
import type { Clock } from '../time/clock.ts'
import type { LeasedDelivery, MessageSender } from './message-sender.ts'
import { type Failure, outcomeOf, type Refusal, reconcileAt, refusalOf } from './outcome.ts'

/** The result of reconciling: how the row ends, and what the platform rejected meanwhile. */
export interface Reconciled {
  outcome: Outcome
  dead?: Dead | undefined
  /** What the edition was lost to, if it failed. */
  refusal?: Refusal | undefined
}

/**
 * Finds out whether the message at which a delivery was interrupted has arrived. If it has, the delivery continues after it; if
 * not, it is due again. If that can't be found out, the message is repeated only where the platform recognises a repeated one.
 * @returns undefined if the lease is no longer ours
 */
export type Reconcile = (leased: LeasedDelivery) => Promise<Reconciled | undefined>

export function createReconcile(deps: {
  sender: MessageSender
  clock: Clock
  random: () => number
  settings: Backoff
}): Reconcile {
  const { sender, clock, settings } = deps

  const context = () => ({ now: clock.now(), settings, random: deps.random() })

  async function continueAfter(leased: LeasedDelivery, messageId: string): Promise<Reconciled | undefined> {
    const { digest, attempts } = leased.delivery
    const messageIds = [...leased.delivery.messageIds, messageId]
    if (messageIds.length >= messageCount(digest)) return { outcome: { kind: 'sent', messageIds } }
    if (!(await sender.recordPosted(leased, messageId))) return undefined
    const at = clock.now()
    // Another process may have posted the next messages too: look for each of them.
    if (attempts === 0) return { outcome: { kind: 'unknown', at, error: 'may have been posted before' } }
    return { outcome: { kind: 'due', at } }
  }

  /** A message that is rejected now may have arrived before, unless the message itself is invalid. */
  function afterRepeating({ delivery }: LeasedDelivery, verdict: Failure): Reconciled {
    const dead = verdict.kind === 'dead' ? verdict : undefined
    if (dead?.scope === 'message')
      return { outcome: outcomeOf(dead, delivery, context()), dead, refusal: refusalOf(dead) }
    const afterMs = verdict.kind === 'retry' ? verdict.afterMs : undefined
    const at = dead ? clock.now() : reconcileAt(delivery, context(), afterMs)
    return { outcome: { kind: 'unknown', at, error: verdict.reason }, dead }
  }

  return async leased => {
    const { delivery } = leased
    // An earlier version recorded the last message before it settled the delivery, so no message is uncertain.
    if (delivery.messageIds.length >= messageCount(delivery.digest)) return { outcome: { kind: 'sent' } }
    const signal = sender.withinLease()
    const found = await sender.findPosted(leased, signal)
    if (found.kind === 'posted') return continueAfter(leased, found.messageId)
    if (found.kind === 'absent') {
      return { outcome: { kind: 'due', at: clock.now(), error: delivery.error ?? 'stopped while posting' } }
    }
    if (delivery.expiresAt <= clock.now()) {
      return {
        outcome: { kind: 'failed', error: `may have arrived: ${found.reason}`, mayHaveArrived: true },
      }
    }
    if (!found.mayRepeat) {
      const at = reconcileAt(delivery, context(), found.afterMs)
      return { outcome: { kind: 'unknown', at, error: found.reason } }
    }
    const verdict = await sender.resend(leased, signal)
    return verdict.kind === 'sent'
      ? continueAfter(leased, verdict.messageId)
      : afterRepeating(leased, verdict)
  }
}
