import { existsSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../../../adapters/sql/migrate.ts'
import { migrationsFor } from '../../../adapters/sql/migrations/all.ts'
import { openSqliteFile } from '../../../adapters/sqlite/file.ts'
import { SQLITE } from '../../../adapters/sqlite/sql-dialect.ts'
import { openSqliteStore } from '../../../adapters/sqlite/store.ts'
import type { Log } from '../../../src/ports/log.ts'
import { CHANNEL, channel, digestOf, edition, listed, NOW } from '../../contracts/store/samples.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { makeFolder } from './sqlite-harness.ts'

describe('the SQLite store’s file', () => {
  let folder: string
  let path: string
  beforeEach(() => {
    folder = makeFolder()
    path = join(folder, 'test.db')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const ask = (sql: string) => {
    const database = new DatabaseSync(path)
    const rows = database.prepare(sql).all()
    database.close()
    return rows
  }

  it('is created with its folder', async () => {
    path = join(folder, 'deep', 'er', 'paper-round.db')
    await (await openSqliteStore({ path, log: silentLog })).close()
    expect(existsSync(path)).toBe(true)
  })

  it('has a write-ahead log, and is complete without it once closed', async () => {
    const store = await openSqliteStore({ path, log: silentLog })
    await store.keyValues.set('name', 'value')
    expect(existsSync(`${path}-wal`)).toBe(true)
    await store.close()
    expect(existsSync(`${path}-wal`)).toBe(false)
    expect(ask('pragma journal_mode')).toEqual([{ journal_mode: 'wal' }])
    expect(ask('select name, value from key_values')).toEqual([{ name: 'name', value: 'value' }])
  })

  it('is complete when one of two handles closes', async () => {
    const other = await openSqliteStore({ path, log: silentLog })
    const store = await openSqliteStore({ path, log: silentLog })
    await store.keyValues.set('name', 'value')
    await store.close()
    expect(statSync(`${path}-wal`).size).toBe(0)
    await other.close()
  })

  it('has the space of archived texts free again', async () => {
    const used = () =>
      ask('select page_count - freelist_count as used from pragma_page_count, pragma_freelist_count')[0]?.used
    const store = await openSqliteStore({ path, log: silentLog })
    await store.channels.save(channel())
    // So large that only one fits on a page.
    const digest = { ...digestOf('2611.00001'), notes: [[{ text: 'x'.repeat(2_500) }]] }
    for (let index = 0; index < 201; index++) await store.outbox.plan(edition(`e${index}`, { digest }))
    await store.outbox.cancel(CHANNEL, 'the channel has no subscriptions', NOW)
    const before = Number(used())
    expect(await store.outbox.archiveBefore(NOW + 1)).toEqual({ archived: 201 })
    expect(Number(used())).toBeLessThan(before - 100)
    await store.close()
  })

  it('may be in memory instead', async () => {
    const store = await openSqliteStore({ path: ':memory:', log: silentLog })
    await store.channels.save(channel())
    expect(await store.channels.find(channel().id)).toEqual(channel())
    await store.close()
  })

  it('rewrites a paper’s text only if it changed, because that is indexed again', async () => {
    const store = await openSqliteStore({ path, log: silentLog })
    const papers = [listed('2611.00001'), listed('2611.00002')]
    await store.papers.record(papers, NOW)
    const other = new DatabaseSync(path)
    other.exec(`create table rewritten (id text);
      create trigger watch after update on papers begin insert into rewritten values (new.arxiv_id); end`)
    const next = [listed('2611.00001', { upvotes: 99 }), listed('2611.00002', {}, { summary: 'New.' })]
    await store.papers.record(next, NOW + 1)
    expect(other.prepare('select id from rewritten').all()).toEqual([{ id: '2611.00002' }])
    other.close()
    await store.close()
  })

  it('is said to be new where it is, and nothing where it is up to date', async () => {
    const logged: unknown[] = []
    const log: Log = { ...silentLog, info: (fields, message) => logged.push([fields, message]) }
    for (const _ of [1, 2]) await (await openSqliteStore({ path, log })).close()
    expect(logged).toEqual([[{ file: path }, 'created the database']])
  })

  it('is migrated from the first version, which is logged', async () => {
    const migrations = Object.entries(migrationsFor(SQLITE))
    const [first, ...later] = migrations.map(([name]) => name)
    const db = await openSqliteFile(path, 0)
    expect(await migrate(db, SQLITE, path, Object.fromEntries(migrations.slice(0, 1)))).toEqual([first])
    await db.destroy()
    ask(`insert into papers (id, arxiv_id, title, abstract, authors, keywords, published_at, listed_at, first_seen_at)
      values (20780000001, '2611.00001', 'Old', 'Text', '["Ada"]', '[]', 1, 2, 3)`)
    ask('insert into snapshots values (20780000001, 3, 4, 5, null)')

    const logged: unknown[] = []
    const log: Log = { ...silentLog, info: fields => logged.push(fields) }
    const store = await openSqliteStore({ path, log })
    expect(logged).toEqual([{ file: path, migrations: later }])
    expect(await store.papers.candidates('2026-01-01')).toMatchObject([
      { paper: { id: '2611.00001', title: 'Old', authors: ['Ada'] }, counts: { upvotes: 4, comments: 5 } },
    ])
    await store.keyValues.set('new', 'table')
    await store.close()
  })
})
