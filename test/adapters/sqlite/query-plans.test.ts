import { DatabaseSync } from 'node:sqlite'
import { CamelCasePlugin, type CompiledQuery, Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOutbox } from '../../../adapters/sql/outbox.ts'
import type { Database, Db } from '../../../adapters/sql/schema.ts'
import { createSqliteConnection } from '../../../adapters/sqlite/connection.ts'
import { createSqliteDialect } from '../../../adapters/sqlite/kysely-dialect.ts'
import { SQLITE } from '../../../adapters/sqlite/sql-dialect.ts'
import { HOUR, MINUTE, NOW } from '../../contracts/store/samples.ts'
import { createSqliteHarness } from './sqlite-harness.ts'

/** SQLite's plans don't depend on the rows, because it has no statistics of them. */
describe('SQLite', () => {
  let db: Db
  let database: DatabaseSync
  let remove: () => Promise<void>
  let executed: CompiledQuery[] = []
  beforeAll(async () => {
    const harness = await createSqliteHarness()
    database = new DatabaseSync(harness.path)
    const connection = createSqliteConnection(database, { file: harness.path, lockWaitMs: 0 })
    db = new Kysely<Database>({
      dialect: createSqliteDialect(database, connection),
      plugins: [new CamelCasePlugin()],
      log({ query }) {
        executed.push(query)
      },
    })
    remove = harness.remove
  })
  afterAll(async () => {
    await db.destroy()
    await remove()
  })

  /** How it reads a table when this is done. */
  async function readsOf(table: string, work: (db: Db) => Promise<unknown>): Promise<string[]> {
    executed = []
    await work(db)
    return executed
      .filter(({ sql }) => /^(select|update|delete|with)/.test(sql))
      .flatMap(({ sql }) => database.prepare(`explain query plan ${sql}`).all())
      .map(({ detail }) => String(detail))
      .filter(detail => new RegExp(`^(SEARCH|SCAN) ${table}\\b`).test(detail))
  }

  it('looks up the deliveries to claim, and reads no others that are due', async () => {
    const ids = Array.from({ length: 20 }, (_, place) => place + 1)
    const claim = { platforms: ['slack' as const], now: NOW + HOUR, leaseMs: MINUTE, limit: 20, ids }
    const reads = await readsOf('deliveries', db => createOutbox(db, SQLITE).claim(claim))
    expect(new Set(reads)).toEqual(new Set(['SEARCH deliveries USING INTEGER PRIMARY KEY (rowid=?)']))
  })
})
