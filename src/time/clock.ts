/** The time of day; it may jump when the system clock is set. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number
}

/** Monotonic time: unaffected when the system clock is set. */
export interface Timer {
  /** Milliseconds since an arbitrary moment; never decreases. */
  now(): number
  /** Resolves after `ms` milliseconds, or when the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}
