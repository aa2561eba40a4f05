import type { DatabaseSync } from 'node:sqlite'
import { type RawBuilder, sql } from 'kysely'
import { TooBroadError } from '../../src/ports/paper-index.ts'

/** The clock is looked at for papers whose key is a multiple of this: that takes longer than reading a row. A power of 2. */
const KEYS_PER_LOOK = 64

/** A point of time after which a connection's statements stop between two rows. */
export interface Deadline {
  /** @param at by `performance.now()` */
  set(at: number): void
  /** @throws TooBroadError where it is over */
  check(): void
  /** The condition on each row that stops them; see `createPaperIndex`. */
  eachRow: RawBuilder<unknown>
}

export function createDeadline(database: DatabaseSync): Deadline {
  let deadline = Number.POSITIVE_INFINITY
  function check(): void {
    if (performance.now() > deadline) throw new TooBroadError()
  }
  database.function('in_time', () => {
    check()
    return 1
  })
  return {
    set(at) {
      deadline = at
    },
    check,
    eachRow: sql`(rowid & ${sql.lit(KEYS_PER_LOOK - 1)} or in_time())`,
  }
}
