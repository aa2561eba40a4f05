import type { Backoff } from '../lib/backoff.ts'
import { messageCount } from '../messages/digest.ts'
import type { Outcome } from '../ports/outbox.ts'
import type { Dead, Verdict } from '../ports/publisher.ts'
import type { Clock } from '../time/clock.ts'
import type { LeasedDelivery, MessageSender } from './message-sender.ts'
import { outcomeOf, reconcileAt } from './outcome.ts'

/** What reconciling comes to: how the row ends, and what the platform refused meanwhile. */
export interface Reconciled {
  outcome: Outcome
  dead?: Dead | undefined
}

/**
 * Finds out whether the message that a delivery was cut off at has arrived. If so the delivery goes on after it, if not it
 * is due again; and where that can't be told, the message is repeated only to a platform that knows it again.
 * @returns undefined where the lease is no longer ours
 */
export type Reconcile = (held: LeasedDelivery) => Promise<Reconciled | undefined>

export function createReconcile(deps: {
  sender: MessageSender
  clock: Clock
  random: () => number
  settings: Backoff
}): Reconcile {
  const { sender, clock, settings } = deps

  const context = () => ({ now: clock.now(), settings, random: deps.random() })

  async function goOnAfter(held: LeasedDelivery, messageId: string): Promise<Reconciled | undefined> {
    if (!(await sender.recordPosted(held, messageId))) return undefined
    const { messageIds, digest, attempts } = held.delivery
    if (messageIds.length + 1 >= messageCount(digest)) return { outcome: { kind: 'sent' } }
    const at = clock.now()
    // What another process posted that we know nothing of may have gone on: each message of it is looked for.
    if (attempts === 0) return { outcome: { kind: 'unknown', at, error: 'may have been posted before' } }
    return { outcome: { kind: 'due', at } }
  }

  /** What is refused now may have arrived before, but for a message that is at fault and so never could. */
  function afterRepeating(
    { delivery }: LeasedDelivery,
    verdict: Exclude<Verdict, { kind: 'sent' }>,
  ): Reconciled {
    const dead = verdict.kind === 'dead' ? verdict : undefined
    if (dead?.scope === 'message') return { outcome: outcomeOf(dead, delivery, context()), dead }
    const afterMs = verdict.kind === 'retry' ? verdict.afterMs : undefined
    const at = dead ? clock.now() : reconcileAt(delivery, context(), afterMs)
    return { outcome: { kind: 'unknown', at, error: verdict.reason }, dead }
  }

  return async held => {
    const { delivery } = held
    // Cut off after its last message was noted: no other is in doubt.
    if (delivery.messageIds.length >= messageCount(delivery.digest)) return { outcome: { kind: 'sent' } }
    const signal = sender.withinLease()
    const found = await sender.findPosted(held, signal)
    if (found.kind === 'posted') return goOnAfter(held, found.messageId)
    if (found.kind === 'absent') {
      return { outcome: { kind: 'due', at: clock.now(), error: delivery.error ?? 'cut off while posting' } }
    }
    const error = `may have arrived: ${found.reason}`
    if (delivery.expiresAt <= clock.now()) return { outcome: { kind: 'failed', error, mayHaveArrived: true } }
    if (!found.mayRepeat) {
      return { outcome: { kind: 'unknown', at: reconcileAt(delivery, context(), found.afterMs), error } }
    }
    const verdict = await sender.resend(held, signal)
    return verdict.kind === 'sent' ? goOnAfter(held, verdict.messageId) : afterRepeating(held, verdict)
  }
}
