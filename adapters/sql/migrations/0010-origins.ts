import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * What made a delivery and who made a subscription get columns of their own. Until now, names of editions had to say the
 * first: a slot such as `2026-11-23T09:00Z`, or `source …` for a notice. The second was in the record of changes alone.
 */
export const origins = (): Migration => ({
  async up(db) {
    await db.schema
      .alterTable('deliveries')
      .addColumn('origin', 'text', column => column.notNull().defaultTo('request'))
      .execute()
    await sql`update deliveries set origin = 'schedule' where edition like '____-__-__T__:__Z'`.execute(db)
    await sql`update deliveries set origin = 'notice' where edition like 'source %'`.execute(db)
    await db.schema.alterTable('subscriptions').addColumn('createdById', 'text').execute()
    // A change was recorded right after the command had subscribed: the next one by a person of this name is theirs.
    await sql`update subscriptions set created_by_id = (
      select person_id from audit
      where channel = subscriptions.channel and person = subscriptions.created_by
        and at >= subscriptions.created_at and person_id <> ''
      order by id limit 1)`.execute(db)
  },
})
