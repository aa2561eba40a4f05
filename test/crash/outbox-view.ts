import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'

const countsSchema = z.object({ open: z.number(), failed: z.number(), settled: z.number() })

export interface OutboxCounts {
  /** Deliveries that aren't settled. */
  open: number
  failed: number
  /** Scheduled digests of the slot that are settled. A notice that there is no digest isn't one. */
  settled: number
}

/** Opens the bot's database while it runs. @param path its file */
export function readDatabase<Result>(path: string, read: (database: DatabaseSync) => Result): Result {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    return read(database)
  } finally {
    database.close()
  }
}

/** @param slotAt ms UTC */
export const countDeliveries = (path: string, slotAt: number): OutboxCounts =>
  readDatabase(path, database => {
    const isSettled = "state in ('sent', 'failed')"
    const counts = database.prepare(`select
      count(*) filter (where not ${isSettled}) as open,
      count(*) filter (where state = 'failed') as failed,
      count(*) filter (where ${isSettled} and origin = 'schedule' and slot_at = ?) as settled
      from deliveries`)
    return countsSchema.parse(counts.get(slotAt))
  })
