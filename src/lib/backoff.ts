/** The first and the longest wait between attempts, ms. */
export interface Backoff {
  backoffMs: number
  maxBackoffMs: number
}

/**
 * How long to wait before the next attempt, ms: doubles with each attempt up to a limit, with a jitter of ±20 % so that
 * channels that failed together don't retry together. Never less than the platform asked for.
 * @param attempts made so far, from 1
 * @param random from 0 to 1
 */
export function backoff(
  attempts: number,
  { backoffMs, maxBackoffMs }: Backoff,
  random: number,
  askedForMs = 0,
): number {
  const wait = Math.min(backoffMs * 2 ** (attempts - 1), maxBackoffMs)
  return Math.max(Math.round(wait * (0.8 + 0.4 * random)), askedForMs)
}
