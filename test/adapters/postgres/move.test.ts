import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { moveDatabase } from '../../../adapters/sql/move-database.ts'
import { MOVED_TABLES, type MovedTable, type Side } from '../../../adapters/sql/move-tables.ts'
import { type DatabasePlace, openStore, openTables } from '../../../adapters/stores.ts'
import type { Store } from '../../../src/ports/store.ts'
import { LONG_MS, queryOf } from '../../contracts/paper-index/samples.ts'
import {
  beginSending,
  CHANNEL,
  channel,
  digestOf,
  edition,
  HOUR,
  listed,
  MONDAY,
  NOW,
} from '../../contracts/store/samples.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { makeFolder } from '../sqlite/sqlite-harness.ts'
import { createDatabase } from './create-database.ts'
import { hasServer, needsServer } from './server.ts'

const TABLES = Object.keys(MOVED_TABLES) as MovedTable[]

/** Tables that aren't moved: the index is built anew, and what is shared while processes run ends with them. */
const NOT_MOVED = /^(kysely_|paper_texts|sqlite_|leases|rate_counters)/

/** Something in every table. */
async function fill(store: Store): Promise<void> {
  const papers = Array.from({ length: 620 }, (_, index) =>
    listed(`2611.${10_000 + index}`, {}, { title: `Aurora ${index}`, abstract: 'Of polar lights (PL).' }),
  )
  await store.papers.record(papers, NOW)
  await store.papers.record(papers.slice(0, 300), NOW + HOUR)
  await store.papers.addUnlisted(
    [listed('2611.20000', {}, { title: 'Møller–Plesset β-VAE\u0000' }).paper],
    NOW,
    new Map(),
  )
  await store.channels.save(channel())
  await store.channels.save(channel('discord:1/2', { pausedReason: 'Gone.', muted: ['crypto'] }))
  for (const topic of ['robots', 'agents', 'crypto']) {
    await store.channels.subscribe(CHANNEL, topic, { person: 'Ada', personId: 'U1' }, NOW)
  }
  await store.channels.unsubscribe(CHANNEL, 'crypto')
  const { id, lease } = await beginSending(store, edition('first', { digest: digestOf('2611.10001') }))
  await store.outbox.settle(id, lease, { kind: 'sent' }, NOW)
  await store.outbox.plan(edition('second'))
  await store.suspensions.add({ scope: 'slack:T9/', reason: 'revoked', at: NOW })
  await store.audit.record({
    channel: CHANNEL,
    at: NOW,
    person: 'Ada',
    personHash: 'a-hash',
    command: 'size 3',
    before: { size: 5 },
    after: { size: 3 },
  })
  await store.installations.save({
    id: 'slack:T1',
    botId: 'B1',
    details: '{}',
    secrets: 'sealed',
    installedAt: NOW,
  })
  await store.webhooks.add({ id: 'webhook:a', host: 'example.org', secrets: 'sealed', createdAt: NOW })
  await store.emailAddresses.add({ id: 'email:a', hash: 'hash', secrets: 'sealed', confirmedAt: NOW })
  await store.keyValues.set('planned', String(NOW))
  await store.keyValues.set('fresh', 'yes', NOW + HOUR)
}

const rowsOf = ({ db }: Side, table: MovedTable) => {
  const [first, second] = MOVED_TABLES[table] as readonly string[]
  const query = db
    .selectFrom(table as 'papers')
    .selectAll()
    .orderBy(first as 'id')
  return (second ? query.orderBy(second as 'id') : query).execute()
}

describe.skipIf(!hasServer)(`moving everything${needsServer}`, { timeout: LONG_MS }, () => {
  let folder: string
  let file: DatabasePlace
  let server: DatabasePlace
  let drop: () => Promise<void>
  beforeEach(async () => {
    folder = makeFolder()
    file = { kind: 'file', file: join(folder, 'test.db') }
    const database = await createDatabase()
    server = { kind: 'server', url: database.url }
    drop = database.drop
  })
  afterEach(async () => {
    await drop()
    rmSync(folder, { recursive: true })
  })

  async function fillPlace(place: DatabasePlace): Promise<void> {
    const store = await openStore(place, { log: silentLog, isBot: false })
    await fill(store)
    await store.close()
  }

  async function open(source: DatabasePlace, target: DatabasePlace) {
    const from = await openTables(source, { log: silentLog, isSource: true })
    const to = await openTables(target, { log: silentLog, isSource: false })
    let isOpen = true
    const close = async (): Promise<void> => {
      if (!isOpen) return
      isOpen = false
      await from.close()
      await to.close()
    }
    onTestFinished(close)
    return { from, to, close }
  }

  async function expectSame(from: Side, to: Side): Promise<void> {
    for (const table of TABLES) {
      const there = await rowsOf(to, table)
      const rows = there.filter(row => (row as { name?: string }).name !== 'moved')
      // PostgreSQL stores no NUL characters.
      const expected = (await rowsOf(from, table)).map(row =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [
            name,
            typeof value === 'string' ? value.replaceAll('\0', '') : value,
          ]),
        ),
      )
      expect(expected.length, table).toBeGreaterThan(0)
      expect(rows, table).toEqual(expected)
    }
  }

  it.each(['file to server', 'server to file'])('from %s', async direction => {
    const [source, target] = direction === 'file to server' ? [file, server] : [server, file]
    await fillPlace(source)
    const { from, to, close } = await open(source, target)
    const lines: string[] = []
    const moved = await moveDatabase(from, to, {
      source: 'here',
      onProgress: (table, rows, total) => lines.push(`${table} ${rows}/${total}`),
    })
    expect(moved.find(({ table }) => table === 'papers')).toEqual({ table: 'papers', rows: 621 })
    expect(lines).toContain('papers 250/621')
    expect(lines).toContain('snapshots 920/920')
    await expectSame(from, to)
    await close()

    const store = await openStore(target, { log: silentLog, isBot: false })
    const hits = await store.index.find(queryOf('aurora'), { today: MONDAY, limit: 999 })
    expect(hits).toHaveLength(620)
    expect(await store.index.shortForms(['pl'])).toMatchObject([{ papers: 620 }])
    // Ids go on after the last one, even of rows that are gone.
    const before = await store.channels.topics(CHANNEL)
    await store.channels.subscribe(CHANNEL, 'new', { person: 'Bo' }, NOW)
    expect(await store.channels.topics(CHANNEL)).toEqual([...before, 'new'])
    await store.outbox.plan(edition('third'))
    expect((await store.outbox.latest(CHANNEL, 9)).map(each => each.edition)).toEqual([
      'third',
      'second',
      'first',
    ])
    await store.close()
    const again = await openTables(target, { log: silentLog, isSource: true })
    const subscriptions = await again.db.selectFrom('subscriptions').select('id').orderBy('id').execute()
    expect(subscriptions.map(({ id }) => id)).toEqual([1, 2, 4])
    await again.close()
  })

  it('continues where it was interrupted', async () => {
    await fillPlace(file)
    const first = await open(file, server)
    const interruption = new AbortController()
    const moving = moveDatabase(first.from, first.to, {
      source: 'here',
      signal: interruption.signal,
      onProgress(table, rows) {
        if (table === 'snapshots' && rows === 500) interruption.abort(new Error('interrupted'))
      },
    })
    await expect(moving).rejects.toThrow('interrupted')
    await first.close()

    const second = await open(file, server)
    const seen: string[] = []
    await moveDatabase(second.from, second.to, {
      source: 'here',
      onProgress: (table, rows) => seen.push(`${table} ${rows}`),
    })
    expect(seen[0]).toBe('snapshots 750')
    await expectSame(second.from, second.to)
  })

  it('can be done again, with what has come since', async () => {
    await fillPlace(file)
    const first = await open(file, server)
    await moveDatabase(first.from, first.to, { source: 'here' })
    await first.close()
    const store = await openStore(file, { log: silentLog, isBot: false })
    await store.papers.record([listed('2611.30000', {}, { title: 'Borealis' })], NOW)
    await store.channels.save(channel(CHANNEL, { size: 9 }))
    await store.close()
    const second = await open(file, server)
    await moveDatabase(second.from, second.to, { source: 'here' })
    await expectSame(second.from, second.to)
  })

  it('refuses a target with other data, and leaves it', async () => {
    await fillPlace(file)
    await fillPlace(server)
    const { from, to } = await open(file, server)
    await to.db.updateTable('papers').set({ title: 'Mine' }).execute()
    await expect(moveDatabase(from, to, { source: 'here' })).rejects.toThrow('The target has data already')
    const titles = await to.db.selectFrom('papers').select('title').distinct().execute()
    expect(titles).toEqual([{ title: 'Mine' }])
  })

  it('refuses a target that was moved from elsewhere, or used since', async () => {
    await fillPlace(file)
    const { from, to } = await open(file, server)
    await moveDatabase(from, to, { source: 'here' })
    await expect(moveDatabase(from, to, { source: 'there' })).rejects.toThrow('was moved from here')
    await to.db.updateTable('keyValues').set({ value: '1' }).where('name', '=', 'planned').execute()
    await expect(moveDatabase(from, to, { source: 'here' })).rejects.toThrow(
      'Paper Round has run on the target since',
    )
  })

  it('says which rows are too many', async () => {
    await fillPlace(file)
    const { from, to } = await open(file, server)
    await moveDatabase(from, to, { source: 'here' })
    await from.db.deleteFrom('suspensions').execute()
    await expect(moveDatabase(from, to, { source: 'here' })).rejects.toThrow('suspensions: 1 instead of 0')
  })

  it('needs a source that is there, and no bot on either side', async () => {
    const missing: DatabasePlace = { kind: 'file', file: join(folder, 'missing.db') }
    await expect(openTables(missing, { log: silentLog, isSource: true })).rejects.toThrow('nothing to move')
    for (const place of [file, server]) {
      const bot = await openStore(place, { log: silentLog, isBot: true })
      await expect(openTables(place, { log: silentLog, isSource: true })).rejects.toThrow(/is running/)
      await bot.close()
    }
  })

  it('moves every table that there is', async () => {
    await fillPlace(file)
    const { from } = await open(file, server)
    const tables = (await from.db.introspection.getTables()).map(({ name }) => name)
    const toSnake = (name: string) => name.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
    expect(tables.filter(name => !NOT_MOVED.test(name)).sort()).toEqual(TABLES.map(toSnake).sort())
  })
})
