import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { migrate } from '../../../adapters/sql/migrate.ts'
import { migrationsFor } from '../../../adapters/sql/migrations/all.ts'
import { openSqliteFile } from '../../../adapters/sqlite/file.ts'
import { SQLITE } from '../../../adapters/sqlite/sql-dialect.ts'
import { openSqliteStore } from '../../../adapters/sqlite/store.ts'
import { createSealer } from '../../../src/lib/sealed.ts'
import { openPeople } from '../../../src/privacy/people-keys.ts'
import { parseQuery } from '../../../src/search/query/parser.ts'
import {
  beginSending,
  CHANNEL,
  channel,
  claim,
  digestOf,
  edition,
  listed,
  NOW,
} from '../../contracts/store/samples.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { makeFolder } from './sqlite-harness.ts'

const MIGRATIONS = Object.entries(migrationsFor(SQLITE))
const digest = (paper: string) => JSON.stringify(digestOf(paper)).replaceAll("'", "''")

const delivery = (name: string, paper: string, state: string) =>
  `insert into deliveries (channel, edition, slot_at, expires_at, digest, created_at, state, attempts, due_at, message_ids)
    values ('${CHANNEL}', '${name}', 1, ${NOW + 9e6}, '${digest(paper)}', ${NOW - 1}, '${state}', 0, ${NOW - 1}, '[]')`

/** Rows in the form of the schema right after each migration. */
const ROWS: Record<string, string[]> = {
  '0001-papers': [
    `insert into papers (id, arxiv_id, title, abstract, authors, keywords, published_at, listed_at, first_seen_at)
      values (20780000001, '2611.00001', 'Old robots', 'Text', '["Ada"]', '[]', 1, 2, 3)`,
    'insert into snapshots values (20780000001, 3, 4, 5, null)',
  ],
  '0002-channels': [
    `insert into channels (id, time, days, timezone, layout, size, next_slot_at, silence, created_at)
      values ('${CHANNEL}', '08:30', '[1,2]', 'Europe/Paris', 'thread', 3, ${NOW}, '{"slotAt":1,"reason":"quiet"}', 7)`,
    `insert into subscriptions (channel, topic, created_by, created_at) values ('${CHANNEL}', 'robots', 'Ada', 100)`,
    `insert into subscriptions (channel, topic, created_by, created_at) values ('${CHANNEL}', 'agents', 'Bo', 200)`,
  ],
  '0003-deliveries': [
    delivery('2026-11-22T07:30Z', '2611.00008', 'sent'),
    `insert into had (channel, paper, delivery) values ('${CHANNEL}', '2611.00008', 1)`,
    delivery('2026-11-23T07:30Z', '2611.00009', 'due'),
    delivery('source not fresh since 1', '2611.00010', 'due'),
    delivery('post r1', '2611.00011', 'due'),
    delivery('post-paper r2', '2611.00012', 'due'),
  ],
  '0004-notes': [`insert into notes (name, value) values ('planned', '5')`],
  '0005-tastes': [
    `update channels set min_score = 40, muted = '["crypto"]',
      less = '[{"paperId":"2611.00002","title":"Other","terms":["video"]}]'`,
  ],
  '0006-audit': [
    `insert into audit (channel, at, person, person_id, command, before, after) values
      ('slack:T1/other', 100, 'Ada', 'U9', 'subscribe robots', '{}', '{}'),
      ('${CHANNEL}', 99, 'Ada', 'U8', 'size 3', '{}', '{}'),
      ('${CHANNEL}', 100, 'Ada', 'U1', 'subscribe robots', '{}', '{}'),
      ('${CHANNEL}', 300, 'Ada', 'U7', 'size 4', '{}', '{}'),
      ('${CHANNEL}', 200, 'Bo', '', 'subscribe agents', '{}', '{}')`,
  ],
  '0008-reconciling': [
    `update deliveries set tried_at = 6, plain = 1 where state = 'sent'`,
    `insert into halts (scope, reason, at) values ('discord:', 'revoked', 9)`,
  ],
  '0011-withdrawn': [`update deliveries set settled_at = 8 where state = 'sent'`],
}

describe('a database file of an earlier version', () => {
  let folder: string
  let path: string
  beforeEach(() => {
    folder = makeFolder()
    path = join(folder, 'test.db')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  /** Creates the file at a schema version, with each migration's rows inserted right after it. */
  async function writeVersion(version: number): Promise<void> {
    for (const [index, [name]] of MIGRATIONS.slice(0, version).entries()) {
      const db = await openSqliteFile(path, 0)
      await migrate(db, SQLITE, path, Object.fromEntries(MIGRATIONS.slice(0, index + 1)))
      await db.destroy()
      const database = new DatabaseSync(path)
      for (const sql of ROWS[name] ?? []) database.exec(sql)
      database.close()
    }
  }

  const VERSIONS = MIGRATIONS.slice(0, -1).map(([name], index) => ({ name, version: index + 1 }))

  it.each(VERSIONS)('keeps its rows and works: $name', async ({ version }) => {
    await writeVersion(version)
    const store = await openSqliteStore({ path, log: silentLog })
    expect(await store.check()).toEqual([])

    expect(await store.papers.find('2611.00001')).toMatchObject({
      paper: { title: 'Old robots', authors: ['Ada'] },
      counts: { upvotes: 4, comments: 5 },
    })
    const query = parseQuery('robots')
    const found = query.ok ? await store.index.find(query.query, { today: '2026-11-23', limit: 5 }) : []
    expect(found).toMatchObject([{ upvotes: 4 }])

    // What was listed before there were several sources is Hugging Face's.
    expect((await store.papers.find('2611.00001'))?.paper.sources).toEqual(['huggingface'])
    const ofSource = parseQuery('robots source:huggingface')
    expect(
      ofSource.ok && (await store.index.find(ofSource.query, { today: '2026-11-23', limit: 5 })),
    ).toHaveLength(1)

    if (version >= 2) {
      expect(await store.channels.find(CHANNEL)).toEqual({
        id: CHANNEL,
        time: '08:30',
        days: [1, 2],
        timezone: 'Europe/Paris',
        layout: 'thread',
        size: 3,
        nextSlotAt: NOW,
        lastSkip: { slotAt: 1, reason: 'quiet' },
        pausedReason: undefined,
        pausedBy: undefined,
        catchUp: 'once',
        minScore: version >= 5 ? 40 : 0,
        onlyCode: false,
        unvoted: false,
        muted: version >= 5 ? ['crypto'] : [],
        downranked: version >= 5 ? [{ paperId: '2611.00002', title: 'Other', terms: ['video'] }] : [],
        createdAt: 7,
      })
      expect(await store.channels.topics(CHANNEL)).toEqual(['robots', 'agents'])
      // Bo's id was never known.
      expect(await store.channels.lastSubscriber(CHANNEL)).toEqual(
        version >= 6 ? { person: 'Ada', personId: 'U1' } : undefined,
      )
    }
    if (version >= 3) {
      const due = await store.outbox.due({ platforms: ['slack'], now: NOW, limit: 9 })
      expect(due.map(row => [row.edition, row.origin])).toEqual([
        ['source not fresh since 1', 'notice'],
        ['post r1', 'request'],
        ['post-paper r2', 'paper'],
        ['2026-11-23T07:30Z', 'schedule'],
      ])
      const sent = await store.outbox.findDeliveryOf(CHANNEL, '2611.00008')
      const tried = version >= 8 ? { triedAt: 6, plain: true } : { triedAt: undefined, plain: false }
      expect(sent).toMatchObject({ state: 'sent', origin: 'schedule', ...tried })
      expect(await store.outbox.postedPapers(CHANNEL)).toContain('2611.00008')
    }
    if (version >= 4) expect(await store.keyValues.get('planned')).toBe('5')
    if (version >= 6) {
      // The bot seals the key that the migration made.
      const people = await openPeople(store.keyValues, createSealer([Buffer.alloc(32)]))
      const hashes = (await store.audit.latest(CHANNEL, 9)).map(({ personHash }) => personHash)
      expect(hashes).toEqual(['', ...['U7', 'U1', 'U8'].map(id => people.hashOf('slack', id))])
    }
    if (version >= 8) {
      expect(await store.suspensions.all()).toEqual([{ scope: 'discord:', reason: 'revoked', at: 9 }])
    }

    // Papers from before the column can't be told apart, so none of them is removed.
    expect(await store.papers.removeFoundBefore(NOW)).toEqual({ removed: 0 })
    expect(await store.outbox.archiveBefore(NOW)).toEqual({ archived: version >= 11 ? 1 : 0 })
    if (version >= 3) expect(await store.outbox.postedPapers(CHANNEL)).toContain('2611.00008')

    await store.papers.record([listed('2611.00001', { upvotes: 9 })], NOW)
    expect(await store.papers.find('2611.00001')).toMatchObject({ counts: { upvotes: 9 } })
    await store.channels.save(channel())
    await store.channels.subscribe(CHANNEL, 'new', { person: 'Cy', personId: 'U3' }, NOW)
    expect(await store.channels.lastSubscriber(CHANNEL)).toMatchObject({ personId: 'U3' })
    const { id, lease } = await beginSending(store, edition('new'))
    expect(await store.outbox.settle(id, lease, { kind: 'sent' }, NOW)).toBe(true)
    expect(await store.outbox.postedPapers(CHANNEL)).toContain('2611.00001')
    await store.keyValues.set('name', 'value', NOW)
    await store.keyValues.tidy(NOW)
    expect(await claim(store)).toEqual([])
    await store.close()
  })

  it('indexes papers in British spelling anew', async () => {
    // More than are read at once.
    const british = Array.from({ length: 501 }, (_, index) =>
      listed(`2611.0${1_000 + index}`, {}, { abstract: 'We compare subword tokenisation (SWT) of colours.' }),
    )
    const american = listed('2611.00001', {}, { title: 'Tokenization', abstract: 'Text' })
    const earlier = await openSqliteStore({ path, log: silentLog })
    await earlier.papers.record([...british, american], NOW)
    await earlier.close()
    const database = new DatabaseSync(path)
    database.exec(`delete from paper_texts where rowid in (select id from papers where arxiv_id <> '2611.00001');
      insert into paper_texts (rowid, abstract, marks) select id, 'tokenis colour', '.' from papers where arxiv_id <> '2611.00001';
      update short_forms set long_key = 'subword tokenis';
      delete from kysely_migration where name >= '0023'`)
    database.close()

    const store = await openSqliteStore({ path, log: silentLog })
    onTestFinished(() => store.close())
    const papersWith = async (typed: string) => {
      const parsed = parseQuery(typed)
      if (!parsed.ok) throw new Error(parsed.problem)
      return (await store.index.find(parsed.query, { today: '2026-11-23', limit: 999 })).length
    }
    expect(await papersWith('tokenization')).toBe(502)
    expect(await papersWith('tokenisation')).toBe(502)
    expect(await papersWith('abstract:color')).toBe(501)
    expect(await store.index.shortForms(['subword token'])).toMatchObject([{ short: 'SWT', papers: 501 }])
    expect(await store.index.shortForms(['subword tokenis'])).toEqual([])
  })
})
