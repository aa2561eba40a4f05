import { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { matchText } from '../../../adapters/sqlite/match-text.ts'
import { SEARCH } from '../../../config/defaults.ts'
import { parseQuery } from '../../../src/search/query/parser.ts'
import type { PaperSearch } from '../../../src/search/search.ts'
import { percentile } from '../measure.ts'

/** Papers on a page. */
export const PAGE = 5
const RATIO_GOAL = 1.3

/** A hand-written search: the newest matches ranked by bm25, and the papers of one page. */
const BARE = `with newest as (select rowid from paper_texts where paper_texts match :text order by rowid desc limit ${SEARCH.cap}),
  best as (select rowid, bm25(paper_texts, 10, 5, 5, 3, 1) as score from paper_texts
    where paper_texts match :text and rowid >= (select min(rowid) from newest) order by score limit ${PAGE})
  select papers.* from best join papers on papers.id = best.rowid order by score`

export interface Speed {
  p50: number
  p99: number
}

export function percentiles(figures: readonly number[]): Speed {
  return { p50: percentile(figures, 0.5), p99: percentile(figures, 0.99) }
}

/** The durations of our search and of the bare statement, alternating, for the same queries, ms. The first of two runs isn't counted. */
async function measureSpeed(path: string, search: PaperSearch, queries: readonly string[]) {
  const db = new DatabaseSync(path, { readOnly: true })
  const statement = db.prepare(BARE)
  const took = { ours: [] as number[], bare: [] as number[] }
  for (const counts of [false, true]) {
    for (const query of queries) {
      const parsed = parseQuery(query)
      if (!parsed.ok) throw new Error(parsed.problem)
      const text = matchText(parsed.query)
      // Otherwise only promises would run, and the event loop delay couldn't be measured.
      await setImmediate()
      const began = performance.now()
      await search.search(query, { page: 1, pageSize: PAGE })
      const between = performance.now()
      statement.all({ text })
      const ended = performance.now()
      if (!counts) continue
      took.ours.push(between - began)
      took.bare.push(ended - between)
    }
  }
  db.close()
  return { ours: percentiles(took.ours), bare: percentiles(took.bare) }
}

/** @param limitMs the goal for the 99th percentile, if there is one */
export async function benchSpeed(
  on: { path: string; search: PaperSearch },
  kinds: Record<string, readonly string[]>,
  limitMs?: number,
): Promise<string[]> {
  const lines: string[] = []
  for (const [kind, queries] of Object.entries(kinds)) {
    const { ours, bare } = await measureSpeed(on.path, on.search, queries)
    const ratio = ours.p99 / bare.p99
    const goals = [
      `≤ ${RATIO_GOAL} times: ${ratio <= RATIO_GOAL ? 'met' : 'missed'}`,
      ...(limitMs ? [`< ${limitMs} ms: ${ours.p99 < limitMs ? 'met' : 'missed'}`] : []),
    ]
    const text = ({ p50, p99 }: Speed) => `${p50.toFixed(1).padStart(6)} ${p99.toFixed(1).padStart(6)}`
    lines.push(
      `${`${kind} (${queries.length})`.padEnd(36)} p50 p99 ms ours ${text(ours)}  bare ${text(bare)}  p99 ratio ${ratio.toFixed(2)}  ${goals.join(', ')}`,
    )
  }
  return lines
}

/**
 * The longest that each of these searches takes, twice, with the time limit that they have in use, ms. The first search of a process starts
 * the thread of the index too, whatever it is for, so that is another figure.
 */
export async function benchHostile(
  search: PaperSearch,
  queries: readonly string[],
  limitMs: number,
): Promise<string> {
  let slowest = { ms: 0, query: '' }
  let refused = 0
  const opened = performance.now()
  await search.search('agents', { page: 1, pageSize: PAGE })
  const firstMs = performance.now() - opened
  for (const query of [...queries, ...queries]) {
    const began = performance.now()
    const result = await search.search(query, { page: 1, pageSize: PAGE })
    const ms = performance.now() - began
    if (!result.ok) refused++
    if (ms > slowest.ms) slowest = { ms, query }
  }
  return `${`hostile searches (${queries.length})`.padEnd(36)} slowest ${slowest.ms.toFixed(0)} ms (${slowest.query.slice(0, 40)}…), ${refused / 2} refused  < ${limitMs} ms: ${slowest.ms < limitMs ? 'met' : 'missed'}; the first search of a process ${firstMs.toFixed(0)} ms`
}
