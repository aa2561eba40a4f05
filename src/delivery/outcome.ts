import { type Backoff, backoff } from '../lib/backoff.ts'
import type { Delivery, Outcome } from '../ports/outbox.ts'
import type { Verdict } from '../ports/publisher.ts'

/** What decides, besides the verdict, when to try again. */
export interface RetryContext {
  /** ms UTC */
  now: number
  settings: Backoff
  /** From 0 to 1. */
  random: number
}

/**
 * When to look for a message that may have arrived, ms UTC: some seconds later at first, because it may still be on its way,
 * then after as long again as it has been uncertain.
 */
export function reconcileAt(
  delivery: Delivery,
  { now, settings, random }: RetryContext,
  afterMs?: number,
): number {
  const uncertainMs = Math.min(
    Math.max(now - (delivery.triedAt ?? now), settings.backoffMs),
    settings.maxBackoffMs,
  )
  const { maxBackoffMs } = settings
  return now + backoff(1, { backoffMs: uncertainMs, maxBackoffMs }, random, afterMs)
}

/** How an attempt with this verdict ends. */
export function outcomeOf(verdict: Verdict, delivery: Delivery, context: RetryContext): Outcome {
  const { now, settings, random } = context
  switch (verdict.kind) {
    case 'sent':
      return { kind: 'sent' }
    case 'unknown':
      return { kind: 'unknown', at: reconcileAt(delivery, context), error: verdict.reason }
    case 'retry': {
      const { throttled, afterMs } = verdict
      // A platform that names a time is believed.
      const wait = throttled && afterMs ? afterMs : backoff(delivery.attempts + 1, settings, random, afterMs)
      return { kind: 'due', at: now + wait, error: verdict.reason }
    }
    case 'dead': {
      const error = `${verdict.reason} (${verdict.code})`
      // If someone fixes the channel or the token in time, the edition is still delivered.
      if (verdict.scope !== 'message') return { kind: 'due', at: now, error }
      return delivery.plain ? { kind: 'failed', error } : { kind: 'due', at: now, error, plain: true }
    }
  }
}
