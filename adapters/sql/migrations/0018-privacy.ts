import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { type ChannelId, platformOf } from '../../../src/channels/channel-id.ts'
import { newHashKey } from '../../../src/lib/keyed-hash.ts'
import { hashPerson, PEOPLE_KEYS } from '../../../src/privacy/people-keys.ts'
import { unsealedKeys } from '../../../src/privacy/stored-keys.ts'

interface Tables {
  audit: { channel: ChannelId; personId: string }
  keyValues: { name: string; value: string; expiresAt: number | null }
}

/**
 * The record of changes has keyed hashes instead of people's ids. The key is made here, where no SECRET_KEY is known; the bot seals it
 * when it starts. And a suspension says whether the app was uninstalled, because such workspaces are forgotten after a while.
 */
export const privacy = (): Migration => ({
  async up(db: Kysely<unknown>) {
    await hashIds(db as Kysely<Tables>)
    await db.schema.alterTable('audit').renameColumn('personId', 'personHash').execute()
    await db.schema
      .alterTable('suspensions')
      .addColumn('uninstalled', 'integer', column => column.notNull().defaultTo(0))
      .execute()
  },
})

async function hashIds(db: Kysely<Tables>): Promise<void> {
  const rows = await db
    .selectFrom('audit')
    .select(['channel', 'personId'])
    .distinct()
    .where('personId', '<>', '')
    .execute()
  if (rows.length === 0) return
  const key = newHashKey()
  await db
    .insertInto('keyValues')
    .values({ name: PEOPLE_KEYS, value: unsealedKeys(key), expiresAt: null })
    .execute()
  for (const { channel, personId } of rows) {
    await sql`update audit set person_id = ${hashPerson(key, platformOf(channel), personId)}
      where channel = ${channel} and person_id = ${personId}`.execute(db)
  }
}
