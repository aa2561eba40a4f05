import { papersOfMessage } from '../../../src/messages/digest.ts'
import type { Outbox } from '../../../src/ports/outbox.ts'
import { digestIn, fromDeliveryRow, messagesIn, papersIn, toDeliveryRow } from '../codec.ts'
import type { Db } from '../schema.ts'
import { claim, listDue } from './claim.ts'
import { insertPostedPapers } from './posted-papers.ts'
import { createRepair } from './repair.ts'
import { settle } from './settle.ts'

export const createOutbox = (db: Db): Outbox => ({
  plan: (delivery, nextSlotAt) =>
    db.transaction().execute(async trx => {
      const { numInsertedOrUpdatedRows } = await trx
        .insertInto('deliveries')
        .values(toDeliveryRow(delivery))
        .onConflict(conflict => conflict.columns(['channel', 'edition']).doNothing())
        .executeTakeFirst()
      await trx
        .updateTable('channels')
        .set(nextSlotAt === undefined ? { lastSkip: null } : { lastSkip: null, nextSlotAt })
        .where('id', '=', delivery.channel)
        .execute()
      return numInsertedOrUpdatedRows === 1n
    }),

  async skipSlot(channel, silence, nextSlotAt) {
    await db
      .updateTable('channels')
      .set({ lastSkip: JSON.stringify(silence), nextSlotAt })
      .where('id', '=', channel)
      .execute()
  },

  due: options => listDue(db, options),

  claim: options => claim(db, options),

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

  posted: (id, lease, messageId, next) =>
    db.transaction().execute(async trx => {
      const row = await trx
        .selectFrom('deliveries')
        .select(['messageIds', 'channel', 'digest'])
        .where('id', '=', id)
        .where('lease', '=', lease)
        .where('state', '=', 'sending')
        .executeTakeFirst()
      if (!row) return false
      const messageIds = JSON.stringify([...messagesIn(row), messageId])
      const begun = next && { triedAt: next.at, leaseUntil: next.leaseUntil }
      await trx
        .updateTable('deliveries')
        .set({ messageIds, ...begun })
        .where('id', '=', id)
        .execute()
      const digest = digestIn(row)
      const papers = digest.layout === 'thread' ? papersOfMessage(digest, messagesIn(row).length) : []
      if (papers.length > 0) await insertPostedPapers(trx, { channel: row.channel, papers, delivery: id })
      return true
    }),

  async markUncertain(since) {
    const { numUpdatedRows } = await db
      .updateTable('deliveries')
      .set({ state: 'sending', triedAt: since, attempts: 0, lease: null, leaseUntil: null })
      .where('state', '=', 'due')
      .executeTakeFirst()
    return Number(numUpdatedRows)
  },

  async cancel(channel, reason, now) {
    // What may have arrived is still looked up, but not sent any more.
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

  settle: (id, lease, outcome, now) => settle(db, id, lease, outcome, now),

  async latest(channel, limit) {
    const newest = db.selectFrom('deliveries').selectAll().orderBy('id', 'desc').limit(limit)
    const rows = await (channel ? newest.where('channel', '=', channel) : newest).execute()
    return rows.map(fromDeliveryRow)
  },

  ...createRepair(db),

  async findDeliveryOf(channel, paperId) {
    const posted = await db
      .selectFrom('deliveries')
      .innerJoin('postedPapers', 'postedPapers.delivery', 'deliveries.id')
      .selectAll('deliveries')
      .where('postedPapers.channel', '=', channel)
      .where('postedPapers.paper', '=', paperId)
      .executeTakeFirst()
    if (posted) return fromDeliveryRow(posted)
    const underWay = await db
      .selectFrom('deliveries')
      .selectAll()
      .where('channel', '=', channel)
      .where('state', 'in', ['due', 'sending'])
      .execute()
    return underWay.map(fromDeliveryRow).find(row => row.digest.entries.some(e => e.paperId === paperId))
  },

  async postedPapers(channel) {
    // In this order: what is settled as sent between the two is then in the second.
    const underWay = await db
      .selectFrom('deliveries')
      .select('digest')
      .where('channel', '=', channel)
      .where('state', 'in', ['due', 'sending'])
      .execute()
    const rows = await db.selectFrom('postedPapers').select('paper').where('channel', '=', channel).execute()
    return new Set([...rows.map(row => row.paper), ...underWay.flatMap(papersIn)])
  },
})
