import type { Store } from '../../../src/ports/store.ts'

/** One empty database of a test's own. */
export interface StoreHome {
  /** Opens a handle on it. Several may be open at once, as several processes have it. */
  open(): Promise<Store>
  /** Runs plain SQL in it. @returns the rows that it finds */
  query(sql: string): Promise<Record<string, unknown>[]>
  /** Closes whatever was opened, and removes the database. */
  remove(): Promise<void>
}

export type CreateHome = () => Promise<StoreHome>
