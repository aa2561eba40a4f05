/** A workspace or platform that rejects the bot as a whole, for example after its token was revoked. */
export interface Suspension {
  /** How the ids of its channels begin: `slack:T1/`, `discord:`. */
  scope: string
  reason: string
  /** Since when, ms UTC. */
  at: number
  /** Whether it is because the app was uninstalled: unless it is installed again, the workspace is forgotten after a while. */
  uninstalled?: boolean | undefined
}

/** The suspensions in force: deliveries to their channels wait. */
export interface Suspensions {
  /** @returns false where the scope is suspended already; its first reason stays, unless it was uninstalled only now */
  add(suspension: Suspension): Promise<boolean>
  /** Ends the suspension of exactly this scope. */
  lift(scope: string): Promise<void>
  /** Ordered by scope. */
  all(): Promise<Suspension[]>
}
