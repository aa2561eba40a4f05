import type { Channels } from '../../src/ports.ts'
import { fromChannelRow, toChannelRow } from './codec.ts'
import type { Db } from './schema.ts'

export const createChannels = (db: Db): Channels => ({
  async find(id) {
    const row = await db.selectFrom('channels').selectAll().where('id', '=', id).executeTakeFirst()
    return row && fromChannelRow(row)
  },

  async save(channel) {
    const { id, ...rest } = toChannelRow(channel)
    await db
      .insertInto('channels')
      .values({ id, ...rest })
      .onConflict(conflict => conflict.column('id').doUpdateSet(rest))
      .execute()
  },

  async due(now) {
    const rows = await db
      .selectFrom('channels')
      .selectAll()
      .where('nextSlotAt', '<=', now)
      .where('pausedReason', 'is', null)
      .where(({ exists, selectFrom }) =>
        exists(selectFrom('subscriptions').select('id').whereRef('channel', '=', 'channels.id')),
      )
      .orderBy('nextSlotAt')
      .orderBy('id')
      .execute()
    return rows.map(fromChannelRow)
  },

  async pause(id, reason) {
    await db.updateTable('channels').set({ pausedReason: reason }).where('id', '=', id).execute()
  },

  async topics(id) {
    const query = db.selectFrom('subscriptions').select('topic').where('channel', '=', id).orderBy('id')
    return (await query.execute()).map(row => row.topic)
  },

  async subscribe(channel, topic, createdBy, createdAt) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('subscriptions')
      .values({ channel, topic, createdBy, createdAt })
      .onConflict(conflict => conflict.columns(['channel', 'topic']).doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n
  },

  async unsubscribe(id, topic) {
    const ended = await db
      .deleteFrom('subscriptions')
      .where('channel', '=', id)
      .$if(topic !== 'all', query => query.where('topic', '=', topic))
      .returning(['id', 'topic'])
      .execute()
    return ended.sort((a, b) => a.id - b.id).map(row => row.topic)
  },
})
