import { DatabaseSync } from 'node:sqlite'
import { CamelCasePlugin, Kysely, sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import type { Database } from '../../../adapters/sql/schema.ts'
import { createSqliteConnection } from '../../../adapters/sqlite/connection.ts'
import { createSqliteDialect } from '../../../adapters/sqlite/kysely-dialect.ts'
import { createSqliteIndex } from '../../../adapters/sqlite/sqlite-index.ts'
import { queryOf } from '../../contracts/paper-index/samples.ts'
import { listed, MONDAY, NOW } from '../../contracts/store/samples.ts'
import { createSqliteHarness } from './sqlite-harness.ts'

it('reads from the newest paper on, but upwards from a smallest key: FTS5 would read on below it', async () => {
  const harness = await createSqliteHarness()
  onTestFinished(() => harness.remove())
  const store = await harness.open()
  await store.papers.record(
    ['2611.00001', '2611.00002', '2611.00003'].map(id => listed(id, {}, { title: 'Turnips' })),
    NOW,
  )
  const database = new DatabaseSync(harness.path, { readOnly: true })
  const seen: number[] = []
  database.function('see', key => {
    seen.push(Number(key))
    return 1
  })
  const connection = createSqliteConnection(database, { file: harness.path, lockWaitMs: 0 })
  const dialect = createSqliteDialect(database, connection)
  const db = new Kysely<Database>({ dialect, plugins: [new CamelCasePlugin()] })
  onTestFinished(() => db.destroy())
  const index = createSqliteIndex(db, sql`see(rowid)`)
  const query = queryOf('turnips')
  const [third = 0, second = 0] = await index.matching(query, { today: MONDAY, limit: 2 })
  expect(await index.matching(query, { today: MONDAY, limit: 2, from: second })).toEqual([third, second])
  expect(seen).toEqual([third, second, second, third])
})
