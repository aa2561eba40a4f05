import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { openPaperFile } from '../../adapters/files/paper-file.ts'
import { toIndexedText, toPaper } from '../../adapters/sql/paper-texts.ts'
import { openSqliteFile } from '../../adapters/sqlite/file.ts'
import { openSqliteStore } from '../../adapters/sqlite/store.ts'
import { toTextsRow } from '../../adapters/sqlite/text-index.ts'
import { importPapers } from '../../src/collecting/import.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { median } from './measure.ts'

export interface ImportFigures {
  papersPerSecond: number
  /** The rate of plain node:sqlite, inserting the same rows, already in memory, into the same tables. */
  barePapersPerSecond: number
  /** The longest time that the event loop was blocked during the import, ms. */
  maxBlockedMs: number
}

const corpus = fileURLToPath(new URL('../../../shared/data/corpus/arxiv-2025.jsonl.gz', import.meta.url))

/** Describes the papers that are imported. */
export const importedData = existsSync(corpus) ? '35,020 real papers' : '20,000 papers made up'

const PAPERS_A_TRANSACTION = 100
const ROUNDS = 3

const madeUp = (): Uint8Array =>
  gzipSync(
    Array.from({ length: 20_000 }, (_, index) =>
      JSON.stringify({
        id: `2503.${10_000 + index}`,
        first_seen: `2025-03-${String(1 + (index % 28)).padStart(2, '0')}`,
        title: `Learning to Plan with Small Models, Part ${index}`,
        authors: ['Ada Example', 'Bo Sample', 'Cy Third', 'Di Fourth'],
        categories: ['cs.CL', 'cs.AI'],
        summary: `We propose method ${index}, which plans.\n${'It learns from few samples, and works on all of our tasks. '.repeat(20)}`,
      }),
    ).join('\n'),
  )

interface Ours {
  rate: number
  blockedMs: number
}

/** The whole import: gunzip, parse, clean, store. */
async function importOnce(file: string, path: string): Promise<Ours> {
  const store = await openSqliteStore({ path, log: silentLog })
  const lines = (await openPaperFile(file, '2026-11-24')).lines()
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const started = performance.now()
  const clock = { now: Date.now }
  const signal = new AbortController().signal
  const { added } = await importPapers(lines, { papers: store.papers, clock, signal })
  const rate = added / ((performance.now() - started) / 1000)
  delay.disable()
  await store.close()
  return { rate, blockedMs: delay.max / 1e6 }
}

type Row = Record<string, SQLInputValue>
interface Rows {
  paper: Row
  texts: Row
}

/** Inserts the same rows with prepared statements, with the same durability and transaction size. */
async function insertBare(rows: readonly Rows[], path: string): Promise<number> {
  // Creates the same tables and indexes.
  await (await openSqliteStore({ path, log: silentLog })).close()
  const db = new DatabaseSync(path)
  db.exec('pragma journal_mode = wal; pragma synchronous = full')
  const prepare = (table: string, row: Row): StatementSync => {
    const columns = Object.keys(row)
    return db.prepare(
      `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
    )
  }
  const [first] = rows
  if (!first) throw new Error('there is nothing to insert')
  const paper = prepare('papers', first.paper)
  const texts = prepare('paper_texts', first.texts)
  const started = performance.now()
  for (let start = 0; start < rows.length; start += PAPERS_A_TRANSACTION) {
    db.exec('begin immediate')
    for (const row of rows.slice(start, start + PAPERS_A_TRANSACTION)) {
      paper.run(...Object.values(row.paper))
      texts.run(...Object.values(row.texts))
    }
    db.exec('commit')
  }
  const rate = rows.length / ((performance.now() - started) / 1000)
  db.close()
  return rate
}

/** The imported rows in their order; those of the full-text index are rebuilt, because it stores no copy of its texts. */
async function rowsOf(path: string): Promise<Rows[]> {
  const file = new DatabaseSync(path, { readOnly: true })
  const papers = file.prepare('select * from papers order by id').all()
  file.close()
  const db = await openSqliteFile(path, 0)
  const typed = await db.selectFrom('papers').selectAll().orderBy('id').execute()
  await db.destroy()
  return typed.map((row, place) => ({
    paper: papers[place] ?? {},
    texts: toTextsRow(toIndexedText(row.id, toPaper(row))),
  }))
}

/** Alternates between importing all papers into an empty database and inserting the same rows directly. Figures are medians. */
export async function benchImporting(): Promise<ImportFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'paper-round-bench-'))
  const file = join(folder, 'papers.jsonl.gz')
  writeFileSync(file, existsSync(corpus) ? readFileSync(corpus) : madeUp())
  const ours: Ours[] = []
  const bare: number[] = []
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const path = join(folder, `ours-${round}.db`)
      ours.push(await importOnce(file, path))
      bare.push(await insertBare(await rowsOf(path), join(folder, `bare-${round}.db`)))
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
  return {
    papersPerSecond: median(ours.map(({ rate }) => rate)),
    barePapersPerSecond: median(bare),
    maxBlockedMs: Math.max(...ours.map(({ blockedMs }) => blockedMs)),
  }
}

if (import.meta.main) {
  const { papersPerSecond, barePapersPerSecond, maxBlockedMs } = await benchImporting()
  console.log(
    `${importedData}: ${Math.round(papersPerSecond)} papers/s, bare ${Math.round(barePapersPerSecond)}`,
  )
  console.log(
    `ratio ${(papersPerSecond / barePapersPerSecond).toFixed(2)}, blocked ${maxBlockedMs.toFixed(1)} ms`,
  )
}
