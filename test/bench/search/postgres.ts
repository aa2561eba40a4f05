import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { PERIODS_FORMAT } from '../../../adapters/postgres/periods.ts'
import { openPostgresStore } from '../../../adapters/postgres/store.ts'
import { ROWS_PER_DAY } from '../../../adapters/sql/row-id.ts'
import type { Paper } from '../../../src/papers/paper.ts'
import type { PaperSearch } from '../../../src/search/search.ts'
import { createDatabase } from '../../adapters/postgres/create-database.ts'
import { runOn } from '../../adapters/postgres/server.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { buildDatabase, growDatabase, NOW, openSearch, searchIn, YEAR } from './library.ts'
import { PAGE, percentiles } from './speed.ts'

/** How much slower than the embedded database the slowest in a hundred may be, unless it is faster than so many ms. */
const RATIO_GOAL = 1.5
const LIMIT_MS = 50

/** The slowest in a hundred of one run depend on what else the machine does. The first run isn't counted. */
const RUNS = 4

/** The same queries on PostgreSQL and on the embedded database, alternating. */
async function compare(
  on: { postgres: PaperSearch; sqlite: PaperSearch },
  kinds: Record<string, readonly string[]>,
): Promise<string[]> {
  const lines: string[] = []
  for (const [kind, queries] of Object.entries(kinds)) {
    const took = { postgres: [] as number[], sqlite: [] as number[] }
    for (let run = 0; run < RUNS; run++) {
      for (const query of queries) {
        for (const store of ['postgres', 'sqlite'] as const) {
          const began = performance.now()
          await on[store].search(query, { page: 1, pageSize: PAGE })
          if (run > 0) took[store].push(performance.now() - began)
        }
      }
    }
    const [postgres, sqlite] = [percentiles(took.postgres), percentiles(took.sqlite)]
    const ratio = postgres.p99 / sqlite.p99
    const isMet = ratio <= RATIO_GOAL || postgres.p99 < LIMIT_MS
    lines.push(
      `${`${kind} (${queries.length})`.padEnd(36)} p50 p99 ms PostgreSQL ${postgres.p50.toFixed(1)} ${postgres.p99.toFixed(1)}  SQLite ${sqlite.p50.toFixed(1)} ${sqlite.p99.toFixed(1)}  p99 ratio ${ratio.toFixed(2)}  ≤ ${RATIO_GOAL} times or < ${LIMIT_MS} ms: ${isMet ? 'met' : 'missed'}`,
    )
  }
  return lines
}

/** The marks of a paper's month, quarter and year, as `periodsOf` has them. @param key SQL of its row id */
const periodsOf = (key: string): string =>
  `to_char(date '1970-01-01' + ((${key}) / ${ROWS_PER_DAY})::int, '${PERIODS_FORMAT}')`

const isOriginal = `arxiv_id not like 'copy%'`

/** See `growDatabase`. */
async function growPostgres(url: string, size: number): Promise<void> {
  const [first] = await runOn(
    url,
    `select count(*)::int as stored, count(*) filter (where ${isOriginal})::int as papers,
      min(id) filter (where ${isOriginal})::text as oldest from papers`,
  )
  const columns = await runOn(
    url,
    `select string_agg(quote_ident(column_name), ', ') as names from information_schema.columns
      where table_name = 'papers' and column_name not in ('id', 'arxiv_id')`,
  )
  const names = columns[0]?.names
  const papers = Number(first?.papers)
  for (let copy = Number(first?.stored) / papers; copy * papers < size; copy++) {
    await runOn(
      url,
      `insert into papers (id, arxiv_id, ${names}) select id - ${copy * YEAR}, 'copy${copy}/' || arxiv_id, ${names}
        from papers where id >= ${first?.oldest};
      insert into paper_texts (paper, tokens)
        select paper - ${copy * YEAR},
            ts_delete(tokens, string_to_array(${periodsOf('paper')}, ' ')) || ${periodsOf(`paper - ${copy * YEAR}`)}::tsvector
          from paper_texts where paper >= ${first?.oldest};
      insert into paper_texts_places (paper, places) select paper - ${copy * YEAR}, places from paper_texts_places where paper >= ${first?.oldest}`,
    )
  }
  await runOn(url, 'vacuum analyze')
  await runOn(url, 'checkpoint')
}

/** The planner of PostgreSQL chooses by the number of papers, and not always well: rare words were found slowly only here. */
const MIDDLE = 60_000

/** Searches these papers on both databases, then more and at last `large` of them. */
export async function benchPostgres(
  papers: readonly Paper[],
  kinds: Record<string, readonly string[]>,
  large: number,
): Promise<void> {
  const { url, drop } = await createDatabase()
  const path = await buildDatabase(papers)
  try {
    const store = await openPostgresStore({ url, log: silentLog })
    await store.papers.addUnlisted(papers, NOW)
    await store.close()
    await runOn(url, 'vacuum analyze')
    await runOn(url, 'checkpoint')
    const sizes = [MIDDLE, large].filter(size => size > papers.length && size <= large)
    for (const size of [papers.length, ...new Set(sizes)]) {
      if (size > papers.length) {
        growDatabase(path, papers, size)
        await growPostgres(url, size)
      }
      const sqlite = await openSearch(path)
      // Anew: a store remembers for some minutes which papers are the newest.
      const postgres = searchIn(await openPostgresStore({ url, log: silentLog }))
      const lines = await compare({ postgres: postgres.search, sqlite: sqlite.search }, kinds)
      console.log([`\nSearching ${size} papers on both databases`, ...lines].join('\n'))
      await Promise.all([sqlite.close(), postgres.close()])
    }
  } finally {
    await drop()
    rmSync(dirname(path), { recursive: true })
  }
}
