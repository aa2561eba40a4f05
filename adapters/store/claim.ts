import { randomUUID } from 'node:crypto'
import type { Delivery } from '../../src/delivery/delivery.ts'
import type { Ledger } from '../../src/ports.ts'
import { fromDeliveryRow } from './codec.ts'
import type { Db } from './schema.ts'

type ClaimOptions = Parameters<Ledger['claim']>[0]

/** As `Ledger.claim` says, but for channels that are paused. Editions that came to be too old end as failed. */
export const claim = (db: Db, options: ClaimOptions): Promise<Delivery[]> =>
  db.transaction().execute(async trx => {
    await giveUpOld(trx, options.now)
    const ids = await claimable(trx, options)
    if (ids.length === 0) return []
    const rows = await trx
      .updateTable('deliveries')
      .set({ lease: randomUUID(), leaseUntil: options.now + options.leaseMs })
      .where('id', 'in', ids)
      .returningAll()
      .execute()
    return rows.map(fromDeliveryRow).sort((a, b) => a.dueAt - b.dueAt || a.id - b.id)
  })

async function giveUpOld(db: Db, now: number): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ state: 'failed', error: 'too old to deliver', settledAt: now, lease: null, leaseUntil: null })
    .where('state', '=', 'due')
    .where('expiresAt', '<=', now)
    .execute()
}

async function claimable(db: Db, { platforms, now, limit }: ClaimOptions): Promise<number[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select('id')
    .where('state', '=', 'due')
    .where('dueAt', '<=', now)
    .where(eb => eb.or([eb('leaseUntil', 'is', null), eb('leaseUntil', '<=', now)]))
    .where(eb => eb.or(platforms.map(platform => eb('channel', 'like', `${platform}:%`))))
    .where('channel', 'not in', eb =>
      eb.selectFrom('channels').select('channels.id').where('pausedReason', 'is not', null),
    )
    .orderBy('dueAt')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(row => row.id)
}
