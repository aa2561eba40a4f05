import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createHuggingFace } from '../../adapters/huggingface/huggingface.ts'
import { readItems } from '../../adapters/huggingface/paper.ts'
import { openSqliteStore } from '../../adapters/sqlite/store.ts'
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
  const collecting = await compare(
    ROUNDS,
    () => collect(days),
    () => fetchBare(days),
  )
  return [
    row('papers stored, against raw inserts of the same', { ...storing, unit: 'papers/s' }),
    row('papers fetched, parsed, cleaned, stored; bare: fetch, insert', { ...collecting, unit: 'papers/s' }),
  ]
}
