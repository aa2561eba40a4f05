/**
 * Small facts that survive a restart, by name. A name that is about a workspace has the platform and the workspace among its words,
 * parted by spaces, colons or slashes, such as `lost slack:T1/C1`: with these it is forgotten.
 */
export interface KeyValueStore {
  get(name: string): Promise<string | undefined>
  /** @param expiresAt from when on `tidy` deletes it, ms UTC; never by default */
  set(name: string, value: string, expiresAt?: number): Promise<void>
  /** Sets what isn't there yet. @returns false where it is */
  add(name: string, value: string, expiresAt?: number): Promise<boolean>
  /** Deletes what has expired. */
  tidy(now: number): Promise<void>
}
