/** Small facts kept across restarts, by name. */
export interface KeyValueStore {
  get(name: string): Promise<string | undefined>
  /** @param expiresAt when it may be forgotten, ms UTC; never by default */
  set(name: string, value: string, expiresAt?: number): Promise<void>
  /** Forgets what has expired. */
  tidy(now: number): Promise<void>
}
