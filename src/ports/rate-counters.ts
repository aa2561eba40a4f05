import type { Rate } from './publisher.ts'

/** A place for one message, or something else that is limited, under a name. */
export interface Place {
  name: string
  /** How many places there are; without it they are unlimited, unless the name is held. */
  rate?: Rate | undefined
}

/** What all processes together may do within some time, counted by the database's clock. */
export interface RateCounters {
  /** Takes a place under each of these names, or none at all. @returns 0, or how long until that is worth another try, ms */
  take(places: readonly Place[]): Promise<number>
  /**
   * Counts one more under each of these names, whether there is a place or not, in periods that begin with the first. It is a single
   * statement, for requests that must not wait. The names differ from those of `take`.
   * @returns 0, or how long until the last of the full periods ends, ms
   */
  count(places: readonly { name: string; rate: Rate }[]): Promise<number>
  /** How long until there would be a place under each of these names, ms. */
  waitFor(places: readonly Place[]): Promise<number>
  /** Gives no place under this name for `forMs`; a longer hold stays. */
  hold(name: string, forMs: number): Promise<void>
  /** The names with this beginning that are held now. */
  held(prefix: string): Promise<string[]>
  /** Deletes what no longer counts. */
  tidy(): Promise<void>
}
