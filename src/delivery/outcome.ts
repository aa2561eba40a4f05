import { type Backoff, backoff } from '../lib/backoff.ts'
import type { Delivery, Outcome } from '../ports/outbox.ts'
import type { Verdict } from '../ports/publisher.ts'

/** What the moment and chance add to a verdict. */
export interface RetryContext {
  /** ms UTC */
  now: number
  settings: Backoff
  /** From 0 to 1. */
  random: number
}

/**
 * When what may have arrived is asked for, ms UTC: some seconds later at first, for it may still be on its way, and then
 * after as long again as it has been in doubt.
 */
export function reconcileAt(
  delivery: Delivery,
  { now, settings, random }: RetryContext,
  afterMs?: number,
): number {
  const uncertain = Math.min(
    Math.max(now - (delivery.triedAt ?? now), settings.backoffMs),
    settings.maxBackoffMs,
  )
  const { maxBackoffMs } = settings
  return now + backoff(1, { backoffMs: uncertain, maxBackoffMs }, random, afterMs)
}

/** How an attempt that came to this verdict ends. */
export function outcomeOf(verdict: Verdict, delivery: Delivery, context: RetryContext): Outcome {
  const { now, settings, random } = context
  switch (verdict.kind) {
    case 'sent':
      return { kind: 'sent' }
    case 'unknown':
      return { kind: 'unknown', at: reconcileAt(delivery, context), error: verdict.reason }
    case 'retry': {
      const { throttled, afterMs } = verdict
      // A platform that says when it will take it is taken by its word.
      const wait = throttled && afterMs ? afterMs : backoff(delivery.attempts + 1, settings, random, afterMs)
      return { kind: 'due', at: now + wait, error: verdict.reason }
    }
    case 'dead': {
      const error = `${verdict.reason} (${verdict.code})`
      // Where a person mends a channel or a token in time, the edition is still delivered.
      if (verdict.scope !== 'message') return { kind: 'due', at: now, error }
      return delivery.plain ? { kind: 'failed', error } : { kind: 'due', at: now, error, plain: true }
    }
  }
}
