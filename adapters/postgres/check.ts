import { sql } from 'kysely'
import { z } from 'zod'
import { messageOf } from '../../src/lib/errors.ts'
import { StoreError } from '../../src/ports/store-error.ts'
import type { Db } from '../sql/schema.ts'
import { troubleOf } from './errors.ts'

/** The oldest version that has everything we use and is still supported. */
const OLDEST = 14

const server = z.object({ version: z.coerce.number(), encoding: z.string() })

/** @throws StoreError where the server is too old, or the database isn't of Unicode text */
export async function refuseUnsuitable(db: Db, name: string): Promise<void> {
  const query = sql`select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding`
  const { version, encoding } = server.parse((await query.execute(db)).rows[0])
  const major = Math.floor(version / 10_000)
  if (major < OLDEST) {
    throw new StoreError(
      `The database ${name} is on PostgreSQL ${major}, and Paper Round needs ${OLDEST} or newer. Update the server, or let DATABASE_URL name another.`,
    )
  }
  if (encoding !== 'UTF8') {
    throw new StoreError(
      `The database ${name} stores text as ${encoding}, and papers need UTF8. Create one with createdb --encoding=UTF8 --template=template0, and let DATABASE_URL name it.`,
    )
  }
}

const TABLES = sql<{ name: string }>`select quote_ident(relname) as name from pg_class
  where relkind = 'r' and relnamespace = current_schema()::regnamespace order by relname`

const INVALID = sql<{ name: string }>`select indexrelid::regclass::text as name from pg_index
  join pg_class on pg_class.oid = indexrelid
  where not indisvalid and relnamespace = current_schema()::regnamespace`

/** Reads all tables, because a damaged page is found only when it is read. */
export async function check(db: Db): Promise<string[]> {
  const problems = (await INVALID.execute(db)).rows.map(
    ({ name }) => `the index ${name} is invalid; reindex it`,
  )
  for (const { name } of (await TABLES.execute(db)).rows) {
    try {
      await sql`select count(*) from ${sql.raw(name)} as t where t is null`.execute(db)
    } catch (error) {
      if (troubleOf(error instanceof StoreError ? error.cause : error) !== 'damaged') throw error
      problems.push(`${name}: ${messageOf(error)}`)
    }
  }
  return problems
}
