import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { toIndexedText } from '../../../adapters/sql/paper-texts.ts'
import { ROWS_PER_DAY } from '../../../adapters/sql/row-id.ts'
import { openSqliteStore } from '../../../adapters/sqlite/store.ts'
import { toTextsRow } from '../../../adapters/sqlite/text-index.ts'
import { SEARCH } from '../../../config/defaults.ts'
import type { Paper } from '../../../src/papers/paper.ts'
import type { Store } from '../../../src/ports/store.ts'
import { createSearch, type PaperSearch } from '../../../src/search/search.ts'
import { silentLog } from '../../fakes/silent-log.ts'

/** A year of row ids. */
export const YEAR = 365 * ROWS_PER_DAY
export const NOW = Date.parse('2026-01-02')

/** Creates a database of these papers in a new folder. */
export async function buildDatabase(papers: readonly Paper[]): Promise<string> {
  const path = join(mkdtempSync(join(tmpdir(), 'paper-round-bench-')), 'papers.db')
  const store = await openSqliteStore({ path, log: silentLog })
  await store.papers.addUnlisted(papers, NOW)
  // As it is done every hour.
  await store.tidyIndex()
  await store.close()
  return path
}

/**
 * Grows a database of these papers, or one that was grown, to `size` by copying all of them with new ids and a year earlier, repeatedly. The copies are inserted
 * with plain SQL, because the store's inserts are measured elsewhere.
 */
export function growDatabase(path: string, papers: readonly Paper[], size: number): void {
  const db = new DatabaseSync(path)
  db.exec('pragma synchronous = off; pragma cache_size = -200000')
  const byId = new Map(papers.map(paper => [paper.id, paper]))
  const stored = db.prepare('select id, arxiv_id as arxivId from papers order by id').all()
  const originals = stored.flatMap(({ id, arxivId }) => {
    const paper = byId.get(String(arxivId))
    return paper
      ? [{ key: Number(id), row: Object.values(toTextsRow(toIndexedText(Number(id), paper))).slice(1) }]
      : []
  })
  const columns = db
    .prepare(`select name from pragma_table_info('papers') where name not in ('id', 'arxiv_id')`)
    .all()
    .map(({ name }) => name)
    .join(', ')
  const copyPapers = db.prepare(
    `insert into papers (id, arxiv_id, ${columns}) select id - ?, ? || arxiv_id, ${columns} from papers where id >= ?`,
  )
  const addTexts = db.prepare(
    'insert into paper_texts (rowid, title, keywords, authors, organization, abstract, marks) values (?, ?, ?, ?, ?, ?, ?)',
  )
  const oldest = originals[0]?.key ?? 0
  for (let copy = stored.length / originals.length; copy * originals.length < size; copy++) {
    db.exec('begin')
    copyPapers.run(copy * YEAR, `copy${copy}/`, oldest)
    for (const { key, row } of originals) addTexts.run(key - copy * YEAR, ...row)
    db.exec('commit')
  }
  db.close()
}

interface OpenSearch {
  search: PaperSearch
  close(): Promise<void>
}

/** Our search over an SQLite database. See `searchIn`. */
export const openSearch = async (path: string, limitMs?: number): Promise<OpenSearch> =>
  searchIn(await openSqliteStore({ path, log: silentLog }), limitMs)

/** Our search over a store, without the remote one. Unless asked for, without a limit of time, which a busy machine would exceed. */
export function searchIn(store: Store, limitMs = 60_000): OpenSearch {
  const search = createSearch({
    index: store.index,
    clock: { now: () => NOW },
    settings: { ...SEARCH, limitMs },
  })
  return { search, close: () => store.close() }
}
