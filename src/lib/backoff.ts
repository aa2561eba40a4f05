/** How waits between attempts grow, ms. */
export interface BackOff {
  backOffMs: number
  maxBackOffMs: number
}

/**
 * How long to wait before the next attempt, ms: doubled by each attempt up to a limit, and spread by a fifth either way so
 * that channels that failed together don't come back together. Never less than the platform asked for.
 * @param attempts how many were made, from 1
 * @param random from 0 to 1
 */
export function backOff(
  attempts: number,
  { backOffMs, maxBackOffMs }: BackOff,
  random: number,
  askedForMs = 0,
): number {
  const wait = Math.min(backOffMs * 2 ** (attempts - 1), maxBackOffMs)
  return Math.max(Math.round(wait * (0.8 + 0.4 * random)), askedForMs)
}
