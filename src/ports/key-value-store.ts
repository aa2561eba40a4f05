/** Small facts that survive a restart, by name. */
export interface KeyValueStore {
  get(name: string): Promise<string | undefined>
  /** @param expiresAt from when on `tidy` deletes it, ms UTC; never by default */
  set(name: string, value: string, expiresAt?: number): Promise<void>
  /** Sets what isn't there yet. @returns false where it is */
  add(name: string, value: string, expiresAt?: number): Promise<boolean>
  /** Deletes what has expired. */
  tidy(now: number): Promise<void>
}
