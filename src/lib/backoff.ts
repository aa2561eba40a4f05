/** The first wait between attempts and the longest, ms. */
export interface Backoff {
  backoffMs: number
  maxBackoffMs: number
  /** How many waits are as long as the first before they grow (1). */
  steadyWaits?: number | undefined
}

/** Nobody who means it asks for more: a longer wait, such as one of 31 years, would end all attempts for good. */
const LONGEST_ASKED_MS = 24 * 3_600_000

/** A wait that the other side asks for, within reason, ms: none that is negative, and a day at most. */
export const askedMs = (ms: number): number => Math.min(Math.max(0, ms), LONGEST_ASKED_MS)

/**
 * How long to wait before the next attempt, ms: doubled by each attempt up to a limit, with a jitter of a fifth either way so
 * that those that failed together don't retry together. Never less than the other side asked for.
 * @param attempts made so far, from 1
 * @param random from 0 to 1
 */
export function backoff(
  attempts: number,
  { backoffMs, maxBackoffMs, steadyWaits = 1 }: Backoff,
  random: number,
  askedForMs = 0,
): number {
  const wait = Math.min(backoffMs * 2 ** Math.max(0, attempts - steadyWaits), maxBackoffMs)
  return Math.max(Math.round(wait * (0.8 + 0.4 * random)), askedForMs)
}
