import type { Store } from '../../../src/ports/store.ts'

/** An empty database for one test. */
export interface StoreHarness {
  /** Opens a handle; several may be open at once, as in several processes. */
  open(): Promise<Store>
  /** Runs plain SQL. @returns the rows */
  query(sql: string): Promise<Record<string, unknown>[]>
  /** Closes all handles and deletes the database. */
  remove(): Promise<void>
}

export type CreateHarness = () => Promise<StoreHarness>
