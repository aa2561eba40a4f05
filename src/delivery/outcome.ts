import { type BackOff, backOff } from '../lib/backoff.ts'
import type { Delivery, Outcome } from '../ports/outbox.ts'
import type { Verdict } from '../ports/publisher.ts'

/** What the moment and chance add to a verdict. */
export interface Chances {
  /** ms UTC */
  now: number
  settings: BackOff
  /** From 0 to 1. */
  random: number
}

/**
 * When what may have arrived is asked for, ms UTC: some seconds later at first, for it may still be on its way, and then
 * after as long again as it has been in doubt.
 */
export function reconcileAt(
  delivery: Delivery,
  { now, settings, random }: Chances,
  afterMs?: number,
): number {
  const inDoubt = Math.min(
    Math.max(now - (delivery.triedAt ?? now), settings.backOffMs),
    settings.maxBackOffMs,
  )
  const { maxBackOffMs } = settings
  return now + backOff(1, { backOffMs: inDoubt, maxBackOffMs }, random, afterMs)
}

/** How an attempt that came to this verdict ends. */
export function outcomeOf(verdict: Verdict, delivery: Delivery, chances: Chances): Outcome {
  const { now, settings, random } = chances
  switch (verdict.kind) {
    case 'sent':
      return { kind: 'sent' }
    case 'unknown':
      return { kind: 'unknown', at: reconcileAt(delivery, chances), error: verdict.reason }
    case 'retry': {
      const { slowed, afterMs } = verdict
      // A platform that says when it will take it is taken by its word.
      const wait = slowed && afterMs ? afterMs : backOff(delivery.attempts + 1, settings, random, afterMs)
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
