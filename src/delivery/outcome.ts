import { type Backoff, backoff } from '../lib/backoff.ts'
import type { Delivery, Outcome } from '../ports/outbox.ts'
import type { Dead, Retry, Verdict } from '../ports/publisher.ts'

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

/** An attempt this shortly before an edition is too old might not be made, ms, because due rows are looked for once a minute. */
const LAST_ATTEMPT_MS = 2 * 60_000

/** All messages of a delivery were posted; these are their ids. */
export interface Sent {
  kind: 'sent'
  messageIds: readonly string[]
}

/** A message wasn't posted, or may not have been. */
export type Failure = Exclude<Verdict, { kind: 'sent' }>

/** A refusal that may cost the edition. */
export interface Refusal {
  code: string
  reason: string
}

/** The refusal in a verdict; undefined for a temporary failure, and where a channel or more is rejected. */
export function refusalOf(verdict: Sent | Failure): Refusal | undefined {
  switch (verdict.kind) {
    case 'dead':
      return verdict.scope === 'message' ? { code: verdict.code, reason: errorOf(verdict) } : undefined
    case 'retry':
      return verdict.refusedWith ? { code: verdict.refusedWith, reason: verdict.reason } : undefined
    default:
      return undefined
  }
}

const errorOf = ({ reason, code }: Dead): string => `${reason} (${code})`

/** A further attempt, or none where the edition would be too old by then. */
function afterRetry(
  { reason, throttled, afterMs }: Retry,
  delivery: Delivery,
  context: RetryContext,
): Outcome {
  const { now, settings, random } = context
  // If a platform names a time, we use it.
  const wait = throttled && afterMs ? afterMs : backoff(delivery.attempts + 1, settings, random, afterMs)
  const at = now + wait
  if (at + LAST_ATTEMPT_MS >= delivery.expiresAt)
    return { kind: 'failed', error: `too old to deliver: ${reason}` }
  return { kind: 'due', at, error: reason }
}

/** How an attempt with this verdict ends. */
export function outcomeOf(verdict: Sent | Failure, delivery: Delivery, context: RetryContext): Outcome {
  const { now } = context
  switch (verdict.kind) {
    case 'sent':
      return { kind: 'sent', messageIds: verdict.messageIds }
    case 'unknown':
      return { kind: 'unknown', at: reconcileAt(delivery, context), error: verdict.reason }
    case 'retry':
      return afterRetry(verdict, delivery, context)
    case 'dead': {
      const error = errorOf(verdict)
      // If someone fixes the channel or the token in time, the edition is still delivered.
      if (verdict.scope !== 'message') return { kind: 'due', at: now, error }
      return delivery.plain ? { kind: 'failed', error } : { kind: 'due', at: now, error, plain: true }
    }
  }
}
