/** What the core needs of the outside. Adapters and tests provide it. */

export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number
}

/** What passes between two moments, whatever is done to the clock on the wall. */
export interface Timer {
  /** Milliseconds since some moment; never goes back. */
  now(): number
  /** Resolves after so many ms, or when the signal comes. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}
