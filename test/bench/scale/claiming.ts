import { sql } from 'kysely'
import type { Db } from '../../../adapters/sql/schema.ts'
import { openStore, openTables, placeOf } from '../../../adapters/stores.ts'
import type { Outbox } from '../../../src/ports/outbox.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { compare } from '../measure.ts'
import { openBare } from './bare.ts'
import { SMALL_SLOT } from './database.ts'

/** How many deliveries work at the same time as one worker's places allow; each claims so many rows at once. */
const WORKERS = [1, 2, 4]
const CLAIMED = 20
const ROUNDS = 3
const NOW = SMALL_SLOT + 60_000
const LEASE_MS = 60_000

export interface Claims {
  workers: number
  /** Deliveries settled per second. */
  ours: number
  bare: number
}

interface Row {
  id: number
  channel: string
  papers: string[]
}

/** Deals the rows to workers, each of which delivers one batch after the other. @returns deliveries per second */
async function measure(
  rows: readonly Row[],
  workers: number,
  deliver: (batch: readonly Row[]) => Promise<void>,
): Promise<number> {
  const batches = Array.from({ length: Math.ceil(rows.length / CLAIMED) }, (_, index) =>
    rows.slice(index * CLAIMED, (index + 1) * CLAIMED),
  )
  const began = performance.now()
  const work = async (): Promise<void> => {
    for (let batch = batches.pop(); batch; batch = batches.pop()) await deliver(batch)
  }
  await Promise.all(Array.from({ length: workers }, work))
  return (rows.length / (performance.now() - began)) * 1000
}

async function deliverOurs(outbox: Outbox, batch: readonly Row[]): Promise<void> {
  const ids = batch.map(({ id }) => id)
  const claimed = await outbox.claim({
    platforms: ['slack', 'discord'],
    now: NOW,
    leaseMs: LEASE_MS,
    limit: ids.length,
    ids,
  })
  if (claimed.length !== ids.length) throw new Error(`claimed ${claimed.length} of ${ids.length} rows`)
  for (const { id, lease = '' } of claimed) {
    const sent = { kind: 'sent', messageIds: ['1'] } as const
    const isOurs = (await outbox.begin(id, lease, NOW)) && (await outbox.settle(id, lease, sent, NOW))
    if (!isOurs) throw new Error(`the lease of ${id} was lost`)
  }
}

/** Makes everything due again. */
async function reset(db: Db, rows: readonly Row[]): Promise<void> {
  const ids = sql.join(rows.map(({ id }) => sql.lit(id)))
  await sql`delete from posted_papers where delivery in (${ids})`.execute(db)
  await sql`update deliveries set state = 'due', attempts = 0, settled_at = null, tried_at = null, message_ids = '[]'
    where id in (${ids})`.execute(db)
}

/**
 * Claims and settles the same rows by the outbox and by bare SQL, in turns, with several workers.
 * @param limit how many of the rows that are due
 */
export async function compareClaims(url: string, limit: number): Promise<Claims[]> {
  const place = placeOf(url, '/')
  const store = await openStore(place, { log: silentLog, isBot: false })
  const listed = await store.outbox.due({ platforms: ['slack', 'discord'], now: NOW, limit })
  const rows: Row[] = []
  for (const { id, channel } of listed) {
    const delivery = await store.outbox.find(id)
    rows.push({ id, channel, papers: (delivery?.digest.entries ?? []).map(({ paperId }) => paperId) })
  }
  const tables = await openTables(place, { log: silentLog, isSource: true })
  const bare = await openBare(url)
  let lease = 0
  const figures: Claims[] = []
  for (const workers of WORKERS) {
    const measured = await compare(
      ROUNDS,
      async () => {
        await reset(tables.db, rows)
        return measure(rows, workers, batch => deliverOurs(store.outbox, batch))
      },
      async () => {
        await reset(tables.db, rows)
        return measure(rows, workers, async batch => {
          const name = `lease ${lease++}`
          await bare.claim(
            batch.map(({ id }) => id),
            name,
          )
          for (const { id, channel, papers } of batch) await bare.deliver(id, name, channel, papers)
        })
      },
    )
    figures.push({ workers, ...measured })
  }
  await reset(tables.db, rows)
  await bare.close()
  await tables.close()
  await store.close()
  return figures
}
