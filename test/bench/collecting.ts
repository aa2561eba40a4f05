import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { createHuggingFace } from '../../adapters/huggingface/huggingface.ts'
import { readItems } from '../../adapters/huggingface/paper.ts'
import { toIndexedText } from '../../adapters/sql/paper-texts.ts'
import { openSqliteStore } from '../../adapters/sqlite/store.ts'
import { toTextsRow } from '../../adapters/sqlite/text-index.ts'
import type { ListedPaper } from '../../src/papers/paper.ts'
import { startHuggingFace } from '../fakes/hugging-face/server.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { type BenchDay, benchDays } from './days.ts'
import { compare, row } from './measure.ts'

const DAYS = 60
const ROUNDS = 5

/** Papers per second of some work on all days' papers. */
async function rate(lists: readonly unknown[][], work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return lists.flat().length / ((performance.now() - started) / 1000)
}

async function inFolder<Result>(work: (path: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'paper-round-bench-'))
  try {
    return await work(join(folder, 'bench.db'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Inserts the same texts and counts with prepared statements, one transaction a day, with the same durability. */
const insertBare = (lists: readonly ListedPaper[][]): Promise<number> =>
  inFolder(path =>
    rate(lists, async () => {
      const db = new DatabaseSync(path)
      db.exec('pragma journal_mode = wal; pragma synchronous = full')
      db.exec(
        'create table papers (id text primary key, body text); create table snapshots (id text, at int, upvotes int, comments int, stars int, primary key (id, at))',
      )
      const paper = db.prepare('insert or replace into papers values (?, ?)')
      const snapshot = db.prepare('insert or replace into snapshots values (?, ?, ?, ?, ?)')
      for (const list of lists) {
        db.exec('begin immediate')
        for (const { paper: text, counts } of list) {
          paper.run(text.id, JSON.stringify(text))
          if (counts) snapshot.run(text.id, 1, counts.upvotes, counts.comments, counts.stars ?? null)
        }
        db.exec('commit')
      }
      db.close()
    }),
  )

const store = (lists: readonly ListedPaper[][]): Promise<number> =>
  inFolder(async path => {
    const { papers, close } = await openSqliteStore({ path, log: silentLog })
    const result = await rate(lists, async () => {
      for (const list of lists) await papers.record(list, 1)
    })
    await close()
    return result
  })

type Row = Record<string, SQLInputValue>
type Rows = { table: string; row: Row }[]

/** The rows that storing writes for each list, its tokens ready, apart from the counts of words and short forms. */
const rowsOf = (lists: readonly ListedPaper[][]): Promise<Rows[]> =>
  inFolder(async path => {
    const { papers, close } = await openSqliteStore({ path, log: silentLog })
    for (const list of lists) await papers.record(list, 1)
    await close()
    const db = new DatabaseSync(path, { readOnly: true })
    const read = (table: string, column: string) => db.prepare(`select * from ${table} where ${column} = ?`)
    const [paper, counts, snapshot] = [
      read('papers', 'arxiv_id'),
      read('counts', 'paper'),
      read('snapshots', 'paper'),
    ]
    const written = new Set<string>()
    const rows = lists.map(list =>
      list.flatMap(({ paper: text }): Rows => {
        const stored = paper.get(text.id)
        if (!stored || written.has(text.id)) return []
        written.add(text.id)
        const [ofCounts, ofSnapshot] = [counts.get(Number(stored.id)), snapshot.get(Number(stored.id))]
        return [
          { table: 'papers', row: stored },
          { table: 'paper_texts', row: toTextsRow(toIndexedText(Number(stored.id), text)) },
          ...(ofCounts ? [{ table: 'counts', row: ofCounts }] : []),
          ...(ofSnapshot ? [{ table: 'snapshots', row: ofSnapshot }] : []),
        ]
      }),
    )
    db.close()
    return rows
  })

/** Inserts the rows that the store writes into the same tables with prepared statements, one transaction a day. */
const insertReady = (lists: readonly ListedPaper[][], days: readonly Rows[]): Promise<number> =>
  inFolder(async path => {
    await (await openSqliteStore({ path, log: silentLog })).close()
    const db = new DatabaseSync(path)
    db.exec('pragma journal_mode = wal; pragma synchronous = full')
    const first = new Map(days.flat().map(({ table, row }) => [table, row]))
    const inserts = new Map(
      [...first].map(([table, row]) => {
        const columns = Object.keys(row)
        return [
          table,
          db.prepare(
            `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
          ),
        ]
      }),
    )
    const result = await rate(lists, async () => {
      for (const rows of days) {
        db.exec('begin immediate')
        for (const { table, row } of rows) inserts.get(table)?.run(...Object.values(row))
        db.exec('commit')
      }
    })
    db.close()
    return result
  })

const READY_GOAL = 0.3

/** The whole collection: fetch over HTTP, parse, clean, store. */
const collect = (days: readonly BenchDay[]): Promise<number> =>
  inFolder(async path => {
    const server = await startHuggingFace({
      days: Object.fromEntries(days.map(({ day, items }) => [day, items])),
    })
    const source = createHuggingFace({
      endpoint: server.url,
      version: '0',
      log: silentLog,
      clock: { now: Date.now },
    })
    const { papers, close } = await openSqliteStore({ path, log: silentLog })
    const lists = days.map(({ items }) => items)
    const result = await rate(lists, async () => {
      for (const { day } of days) {
        const list = await source.list(day, AbortSignal.timeout(60_000))
        await papers.record(list.papers, 1)
      }
    })
    await close()
    await server.close()
    return result
  })

/** The bare counterpart of `collect`: fetch, JSON.parse, insert the text. */
const fetchBare = (days: readonly BenchDay[]): Promise<number> =>
  inFolder(async path => {
    const server = await startHuggingFace({
      days: Object.fromEntries(days.map(({ day, items }) => [day, items])),
    })
    const db = new DatabaseSync(path)
    db.exec('pragma journal_mode = wal; pragma synchronous = full; create table papers (day text, body text)')
    const insert = db.prepare('insert into papers values (?, ?)')
    const lists = days.map(({ items }) => items)
    const result = await rate(lists, async () => {
      for (const { day } of days) {
        const answer = await fetch(`${server.url}/api/daily_papers?date=${day}&limit=100`)
        const items = (await answer.json()) as unknown[]
        db.exec('begin immediate')
        for (const item of items) insert.run(day, JSON.stringify(item))
        db.exec('commit')
      }
    })
    db.close()
    await server.close()
    return result
  })

export async function benchCollecting(): Promise<string[]> {
  const days = benchDays(DAYS)
  const lists = days.map(({ day, items }) => readItems(items, day).papers)
  const storing = await compare(
    ROUNDS,
    () => store(lists),
    () => insertBare(lists),
  )
  const rows = await rowsOf(lists)
  const ready = await compare(
    ROUNDS,
    () => store(lists),
    () => insertReady(lists, rows),
  )
  const collecting = await compare(
    ROUNDS,
    () => collect(days),
    () => fetchBare(days),
  )
  return [
    row('papers stored, against raw inserts of the same', { ...storing, unit: 'papers/s' }),
    row('papers stored, against the same rows with tokens ready', {
      ...ready,
      unit: 'papers/s',
      goal: `≥ ${READY_GOAL}: ${ready.ours / ready.bare >= READY_GOAL ? 'met' : 'missed'}`,
    }),
    row('papers fetched, parsed, cleaned, stored; bare: fetch, insert', { ...collecting, unit: 'papers/s' }),
  ]
}
