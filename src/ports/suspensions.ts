/** That no channel whose id begins with `scope`, as in `slack:T1/` or `discord:`, takes messages from us. */
export interface Suspension {
  scope: string
  reason: string
  /** Since when, ms UTC. */
  at: number
}

/** What stops many channels at once, such as a token that was revoked. */
export interface Suspensions {
  /** @returns false where this suspension stands already */
  add(suspension: Suspension): Promise<boolean>
  lift(scope: string): Promise<void>
  all(): Promise<Suspension[]>
}
