import { DatabaseSync } from 'node:sqlite'
import { CamelCasePlugin, Kysely } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import type { Database } from '../../../adapters/sql/schema.ts'
import { createSqliteConnection } from '../../../adapters/sqlite/connection.ts'
import { createDeadline } from '../../../adapters/sqlite/deadline.ts'
import { createSqliteDialect } from '../../../adapters/sqlite/kysely-dialect.ts'
import { createSqliteIndex } from '../../../adapters/sqlite/sqlite-index.ts'
import { TooBroadError } from '../../../src/ports/paper-index.ts'
import { queryOf } from '../../contracts/paper-index/samples.ts'
import { listed, MONDAY, NOW } from '../../contracts/store/samples.ts'
import { createSqliteHarness } from './sqlite-harness.ts'

it.each(['turnips', 'turnips upvotes<0', 'upvotes<0 OR turnips', 'turnips -(upvotes<0 OR nowhere)'])(
  'statements end between two rows once their time is over: %s',
  async typed => {
    const harness = await createSqliteHarness()
    onTestFinished(() => harness.remove())
    const store = await harness.open()
    const papers = Array.from({ length: 70 }, (_, place) =>
      listed(`2611.${10_000 + place}`, {}, { title: 'Turnips' }),
    )
    await store.papers.record(papers, NOW)
    const database = new DatabaseSync(harness.path, { readOnly: true })
    const connection = createSqliteConnection(database, { file: harness.path, lockWaitMs: 0 })
    const dialect = createSqliteDialect(database, connection)
    const db = new Kysely<Database>({ dialect, plugins: [new CamelCasePlugin()] })
    onTestFinished(() => db.destroy())
    const deadline = createDeadline(database)
    const index = createSqliteIndex(db, deadline.eachRow)
    const find = () => index.find(queryOf(typed), { today: MONDAY, limit: 100 })
    const whole = await find()
    deadline.set(0)
    await expect(find()).rejects.toThrow(TooBroadError)
    deadline.set(Number.POSITIVE_INFINITY)
    expect(await find()).toEqual(whole)
  },
)
