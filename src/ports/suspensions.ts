/** That no channel whose id begins with `scope`, as in `slack:T1/` or `discord:`, takes messages from us. */
export interface Halt {
  scope: string
  reason: string
  /** Since when, ms UTC. */
  at: number
}

/** What stops many channels at once, such as a token that was revoked. */
export interface Halts {
  /** @returns false where this halt stands already */
  add(halt: Halt): Promise<boolean>
  lift(scope: string): Promise<void>
  all(): Promise<Halt[]>
}
