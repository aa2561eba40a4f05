import { setImmediate } from 'node:timers/promises'
import type { Paper } from '../../src/papers/paper.ts'
import type { IndexEntry } from '../../src/ports/index-entry.ts'
import type { PreparedPaper } from '../../src/ports/papers.ts'
import { indexEntryOf } from '../../src/search/index-entry.ts'
import type { BulkInserts } from './bulk-insert.ts'
import { listedColumns, toSources } from './codec.ts'
import type { SqlDialect } from './dialect.ts'
import { insertTexts } from './paper-texts.ts'
import type { Db } from './schema.ts'
import { countForms } from './short-forms.ts'
import { countWords } from './word-counts.ts'

/** How many papers are indexed before other work may run; about 5 ms. */
const PAPERS_PER_BATCH = 25

/** What writing papers needs to know about the database. */
export interface Writing {
  dialect: SqlDialect
  insert: BulkInserts
}

/** A paper to add, and its row id. */
export interface NewPaper {
  id: number
  paper: PreparedPaper
}

export const categoriesOf = ({ categories }: Paper): string | null =>
  categories && categories.length > 0 ? JSON.stringify(categories) : null

/**
 * Adds papers and indexes them.
 * @param at when they were first seen, ms UTC
 * @param foundAt when a search or a list without counts found them, ms UTC; undefined if none did
 */
export async function addPapers(
  db: Db,
  { dialect, insert }: Writing,
  added: readonly NewPaper[],
  at: number,
  foundAt: number | null = null,
): Promise<void> {
  const rows = added.map(({ id, paper }) => ({
    id,
    arxivId: paper.id,
    ...listedColumns(paper),
    listedAt: paper.listedAt,
    firstSeenAt: at,
    categories: categoriesOf(paper),
    sources: toSources(paper),
    foundAt,
  }))
  await insert.papers(db, rows)
  const entries: IndexEntry[] = []
  for (let start = 0; start < added.length; start += PAPERS_PER_BATCH) {
    await setImmediate()
    const batch = added.slice(start, start + PAPERS_PER_BATCH).map(({ id, paper }) => {
      const entry = paper.entry ?? indexEntryOf(paper)
      entries.push(entry)
      return { id, paper: { ...paper, entry } }
    })
    await insertTexts(db, dialect, batch)
  }
  await setImmediate()
  await countWords(
    db,
    dialect,
    entries.map(({ words }) => words),
  )
  await countForms(
    db,
    dialect,
    entries.flatMap(({ forms }) => forms),
  )
}
