import { z } from 'zod'
import type { CrashDatabase } from './databases.ts'

const countsSchema = z.object({
  open: z.coerce.number(),
  failed: z.coerce.number(),
  settled: z.coerce.number(),
})

export interface OutboxCounts {
  /** Deliveries that aren't settled. */
  open: number
  failed: number
  /** Scheduled digests of the slot that are settled. Notices that there is no digest don't count. */
  settled: number
}

/** @param slotAt ms UTC */
export async function countDeliveries(
  { query }: Pick<CrashDatabase, 'query'>,
  slotAt: number,
): Promise<OutboxCounts> {
  const isSettled = "state in ('sent', 'failed')"
  const [counts] = await query(`select
    count(*) filter (where not ${isSettled}) as open,
    count(*) filter (where state = 'failed') as failed,
    count(*) filter (where ${isSettled} and origin = 'schedule' and slot_at = ${slotAt}) as settled
    from deliveries`)
  return countsSchema.parse(counts)
}
