import { setImmediate } from 'node:timers/promises'
import type { Counts, Paper } from '../../src/papers/paper.ts'
import type { Papers, PreparedPaper } from '../../src/ports/papers.ts'
import { addPapers, categoriesOf, type NewPaper, type Writing } from './add-papers.ts'
import { createBulkInserts } from './bulk-insert.ts'
import { toCountsRow } from './codec.ts'
import type { SqlDialect } from './dialect.ts'
import { listedAmong } from './listed.ts'
import { reindex } from './paper-texts.ts'
import { createRowIds } from './row-id.ts'
import type { Database, Db } from './schema.ts'

/** Another process has to wait this long to write: some 40 ms. */
const PAPERS_PER_TRANSACTION = 100

/** What a file may add to a paper that a source listed without it. */
type Missing = Partial<Pick<Database['papers'], 'abstract' | 'authors' | 'categories'>>

/** See `Papers.addUnlisted`. Other work may run between its transactions. */
export function createAddUnlisted(db: Db, dialect: SqlDialect): Papers['addUnlisted'] {
  const writing = { dialect, insert: createBulkInserts() }
  return async (papers, at, counts) => {
    const total = { added: 0, completed: 0 }
    for (let start = 0; start < papers.length; start += PAPERS_PER_TRANSACTION) {
      const part = papers.slice(start, start + PAPERS_PER_TRANSACTION)
      const { added, completed } = await db
        .transaction()
        .execute(trx => addPart(trx, writing, { part, at, counts }))
      total.added += added
      total.completed += completed
      await setImmediate()
    }
    return total
  }
}

async function addPart(
  db: Db,
  writing: Writing,
  {
    part,
    at,
    counts,
  }: { part: readonly PreparedPaper[]; at: number; counts: ReadonlyMap<string, Counts> | undefined },
) {
  const { dialect, insert } = writing
  await dialect.takeTurns(db, 'write papers')
  const papers = new Map(part.map(paper => [paper.id, paper]))
  const stored = await db
    .selectFrom('papers')
    .select(['id', 'arxivId', 'abstract', 'authors', 'categories'])
    .where('arxivId', 'in', [...papers.keys()])
    .execute()
  const listed = counts && counts.size > 0 ? await listedAmong(db, stored) : new Set()
  if (!counts) await markAsImported(db, stored)
  const changed: number[] = []
  const counted: Database['counts'][] = []
  for (const { id, arxivId, ...row } of stored) {
    const paper = papers.get(arxivId)
    papers.delete(arxivId)
    const known = counts?.get(arxivId)
    if (known && !listed.has(id)) counted.push(toCountsRow(id, known))
    const missing = paper && missingOf(row, paper)
    if (!missing) continue
    await db.updateTable('papers').set(missing).where('id', '=', id).execute()
    changed.push(id)
  }
  const nextRowId = createRowIds(db)
  const added: NewPaper[] = []
  for (const paper of papers.values()) {
    const id = await nextRowId(paper.day)
    added.push({ id, paper })
    const known = counts?.get(paper.id)
    if (known) counted.push(toCountsRow(id, known))
  }
  await addPapers(db, writing, added, at, counts ? at : null)
  if (counted.length > 0) await insert.counts(db, counted)
  await reindex(db, dialect, changed)
  return { added: added.length, completed: changed.length }
}

/** A paper that a person imported stays, even if a search found it before. */
async function markAsImported(db: Db, rows: readonly { id: number }[]): Promise<void> {
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  await db
    .updateTable('papers')
    .set({ foundAt: null })
    .where('id', 'in', ids)
    .where('foundAt', 'is not', null)
    .execute()
}

/** Undefined where the paper has nothing that is missing in the row. */
export function missingOf(row: Required<Missing>, paper: Paper): Missing | undefined {
  const missing: Missing = {}
  if (row.abstract === '' && paper.abstract !== '') missing.abstract = paper.abstract
  if (row.authors === '[]' && paper.authors.length > 0) missing.authors = JSON.stringify(paper.authors)
  const categories = categoriesOf(paper)
  if (row.categories === null && categories) missing.categories = categories
  return Object.keys(missing).length > 0 ? missing : undefined
}
