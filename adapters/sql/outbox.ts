import type { DeliveryState, Outbox } from '../../src/ports/outbox.ts'
import { archiveDeliveries } from './archive-deliveries.ts'
import { claimDeliveries, dueDeliveries, overdueDeliveries } from './claim-deliveries.ts'
import { fromDeliveryRow, papersIn } from './codec.ts'
import type { SqlDialect } from './dialect.ts'
import { planDelivery, planSlot } from './plan-delivery.ts'
import type { Db } from './schema.ts'
import { recordMessage, settleDelivery } from './settle-delivery.ts'

const DUE: DeliveryState = 'due'
const SENDING: DeliveryState = 'sending'

export const createOutbox = (db: Db, dialect: SqlDialect): Outbox => ({
  plan: (delivery, nextSlotAt) => db.transaction().execute(trx => planDelivery(trx, delivery, nextSlotAt)),

  planSlots: slots =>
    db.transaction().execute(async trx => {
      const done: boolean[] = []
      for (const slot of slots) done.push(await planSlot(trx, slot))
      return done
    }),

  due: options => dueDeliveries(db, dialect, options),

  claim: options => claimDeliveries(db, dialect, options),

  async begin(id, lease, now) {
    const { numUpdatedRows } = await db
      .updateTable('deliveries')
      .set(eb => ({ state: 'sending', attempts: eb('attempts', '+', 1), triedAt: now }))
      .where('id', '=', id)
      .where('lease', '=', lease)
      .where('state', '=', 'due')
      .where('leaseUntil', '>', now)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  },

  posted: (id, lease, messageId, next) => recordMessage(db, id, lease, messageId, next),

  async markUncertain(since) {
    const { numUpdatedRows } = await db
      .updateTable('deliveries')
      .set({ state: 'sending', triedAt: since, attempts: 0, lease: null, leaseUntil: null })
      .where('state', '=', 'due')
      .executeTakeFirst()
    return Number(numUpdatedRows)
  },

  async cancel(channel, reason, now) {
    // Uncertain rows are still reconciled, but are too old to be sent again.
    await db
      .updateTable('deliveries')
      .set({ expiresAt: now })
      .where('channel', '=', channel)
      .where('state', '=', 'sending')
      .execute()
    await db
      .updateTable('deliveries')
      .set({ state: 'failed', error: reason, settledAt: now, lease: null, leaseUntil: null })
      .where('channel', '=', channel)
      .where('state', '=', 'due')
      .execute()
  },

  settle: (id, lease, outcome, now) => settleDelivery(db, id, lease, outcome, now),

  async latest(channel, limit, origins) {
    let newest = db.selectFrom('deliveries').selectAll().orderBy('id', 'desc').limit(limit)
    if (channel) newest = newest.where('channel', '=', channel)
    if (origins) newest = newest.where('origin', 'in', origins)
    const rows = await newest.execute()
    return rows.map(fromDeliveryRow)
  },

  async find(id) {
    const row = await db.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst()
    return row && fromDeliveryRow(row)
  },

  async retry(id, { now, expiresAt }) {
    const { numUpdatedRows } = await db
      .updateTable('deliveries')
      .set(eb => ({
        state: eb.case().when('triedAt', 'is', null).then(eb.val(DUE)).else(eb.val(SENDING)).end(),
        dueAt: now,
        expiresAt,
        settledAt: null,
      }))
      .where('id', '=', id)
      .where('state', '=', 'failed')
      .where('archived', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  },

  overdue: (now, byMs) => overdueDeliveries(db, now, byMs),

  async countByState() {
    const rows = await db
      .selectFrom('deliveries')
      .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
      .groupBy('state')
      .execute()
    const counts: Record<DeliveryState, number> = { due: 0, sending: 0, sent: 0, failed: 0 }
    for (const { state, count } of rows) counts[state] = count
    return counts
  },

  async findDeliveryOf(channel, paperId) {
    const posted = await db
      .selectFrom('deliveries')
      .innerJoin('postedPapers', 'postedPapers.delivery', 'deliveries.id')
      .selectAll('deliveries')
      .where('postedPapers.channel', '=', channel)
      .where('postedPapers.paper', '=', paperId)
      .executeTakeFirst()
    if (posted) return fromDeliveryRow(posted)
    const unfinished = await db
      .selectFrom('deliveries')
      .selectAll()
      .where('channel', '=', channel)
      .where('state', 'in', ['due', 'sending'])
      .execute()
    return unfinished.map(fromDeliveryRow).find(row => row.digest.entries.some(e => e.paperId === paperId))
  },

  async postedPapers(channel) {
    // In this order, a delivery that is settled between the two queries is in the second.
    const unfinished = await db
      .selectFrom('deliveries')
      .select('digest')
      .where('channel', '=', channel)
      .where('state', 'in', ['due', 'sending'])
      .execute()
    const rows = await db.selectFrom('postedPapers').select('paper').where('channel', '=', channel).execute()
    return new Set([...rows.map(row => row.paper), ...unfinished.flatMap(papersIn)])
  },

  archiveBefore: at => archiveDeliveries(db, dialect, at),
})
