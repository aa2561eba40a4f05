import type { Channel } from '../../src/channels/channel.ts'
import type { ChannelId } from '../../src/channels/channel-id.ts'
import type { Channels, SlotPage } from '../../src/ports/channels.ts'
import { fromChannelRow, toChannelRow } from './codec.ts'
import { channelsOfPlatform, channelsOfWorkspace } from './ranges.ts'
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

  async due(until, page) {
    const rows = await bySlot(db, page)
      .where('nextSlotAt', '<=', until)
      .where('pausedReason', 'is', null)
      .where('pausedBy', 'is', null)
      .where(({ exists, selectFrom }) =>
        exists(selectFrom('subscriptions').select('id').whereRef('channel', '=', 'channels.id')),
      )
      .execute()
    return rows.map(fromChannelRow)
  },

  async bySlot(page) {
    return (await bySlot(db, page).execute()).map(fromChannelRow)
  },

  async pause(id, reason) {
    const { numUpdatedRows } = await db
      .updateTable('channels')
      .set({ pausedReason: reason })
      .where('id', '=', id)
      .where('pausedReason', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  },

  async paused(prefix, { after, limit }) {
    const rows = await db
      .selectFrom('channels')
      .selectAll()
      .where('pausedReason', 'is not', null)
      .where(eb => eb(eb.fn('substr', ['id', eb.lit(1), eb.lit(prefix.length)]), '=', prefix))
      .$if(after !== undefined, query => query.where('id', '>', after ?? ':'))
      .orderBy('id')
      .limit(limit)
      .execute()
    return rows.map(fromChannelRow)
  },

  async countPaused() {
    const { count } = await db
      .selectFrom('channels')
      .select(eb => eb.fn.countAll().as('count'))
      .where('pausedReason', 'is not', null)
      .executeTakeFirstOrThrow()
    return Number(count)
  },

  async anyOn(platform) {
    const { after, before } = channelsOfPlatform(platform)
    const row = await db
      .selectFrom('subscriptions')
      .select('channel')
      .where('channel', '>', after)
      .where('channel', '<', before)
      .limit(1)
      .executeTakeFirst()
    return row !== undefined
  },

  async ofWorkspace(workspace) {
    const rows = await db
      .selectFrom('channels')
      .innerJoin('subscriptions', 'subscriptions.channel', 'channels.id')
      .selectAll('channels')
      .select('subscriptions.topic')
      .where('channels.id', '>', channelsOfWorkspace(workspace).after)
      .where('channels.id', '<', channelsOfWorkspace(workspace).before)
      .orderBy('channels.id')
      .orderBy('subscriptions.id')
      .execute()
    const found = new Map<ChannelId, { channel: Channel; topics: string[] }>()
    for (const { topic, ...row } of rows) {
      const known = found.get(row.id) ?? { channel: fromChannelRow(row), topics: [] }
      known.topics.push(topic)
      found.set(row.id, known)
    }
    return [...found.values()]
  },

  async countSubscriptions(workspace) {
    const { after, before } = channelsOfWorkspace(workspace)
    const { count } = await db
      .selectFrom('subscriptions')
      .select(eb => eb.fn.countAll().as('count'))
      .where('channel', '>', after)
      .where('channel', '<', before)
      .executeTakeFirstOrThrow()
    return Number(count)
  },

  async topics(id) {
    const query = db.selectFrom('subscriptions').select('topic').where('channel', '=', id).orderBy('id')
    return (await query.execute()).map(row => row.topic)
  },

  async subscribe(channel, topic, { person, personId }, createdAt) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('subscriptions')
      .values({ channel, topic, createdBy: person, createdById: personId ?? null, createdAt })
      .onConflict(conflict => conflict.columns(['channel', 'topic']).doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n
  },

  async lastSubscriber(id) {
    const row = await db
      .selectFrom('subscriptions')
      .select(['createdBy', 'createdById'])
      .where('channel', '=', id)
      .where('createdById', 'is not', null)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row?.createdById ? { person: row.createdBy, personId: row.createdById } : undefined
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

/** The comparison of both columns at once is what the index is searched by. */
const bySlot = (db: Db, { after, limit }: SlotPage) =>
  db
    .selectFrom('channels')
    .selectAll()
    .$if(after !== undefined, query =>
      query.where(({ eb, refTuple, tuple }) =>
        after?.id === undefined
          ? eb('nextSlotAt', '>', after?.slotAt ?? 0)
          : eb(refTuple('nextSlotAt', 'id'), '>', tuple(after.slotAt, after.id)),
      ),
    )
    .orderBy('nextSlotAt')
    .orderBy('id')
    .limit(limit)
