import type { Paper } from '../../src/papers/paper.ts'
import { documentOf } from '../../src/search/query/document.ts'
import { paperRow } from './codec.ts'
import { readRow } from './columns.ts'
import type { SqlDialect } from './dialect.ts'
import { marksOf } from './marks.ts'
import { dayOf } from './row-id.ts'
import type { Database, Db } from './schema.ts'
import type { IndexedText } from './text-index.ts'
import { countWords } from './word-counts.ts'

/** How many papers `indexAll` reads at once. */
const BATCH_SIZE = 500

/** The paper of a row, without counts. */
export function toPaper(row: Database['papers']): Paper {
  const { id, arxivId, firstSeenAt: _, ...text } = readRow(paperRow, row, 'a paper')
  return { id: arxivId, day: dayOf(id), ...text }
}

/** @param words receives the words of its heading */
export const toIndexedText = (key: number, paper: Paper, words?: Set<string>): IndexedText => ({
  key,
  document: documentOf(paper, words),
  marks: marksOf(paper),
})

/**
 * Indexes papers.
 * @returns the words of each paper's heading, for `countWords`
 */
export async function insertTexts(
  db: Db,
  { texts }: SqlDialect,
  added: readonly { id: number; paper: Paper }[],
): Promise<Set<string>[]> {
  const headings: Set<string>[] = []
  const indexed = added.map(({ id, paper }) => {
    const words = new Set<string>()
    headings.push(words)
    return toIndexedText(id, paper, words)
  })
  await texts.insert(db, indexed)
  return headings
}

/**
 * Updates the index for papers that were changed in this transaction.
 * @param ids row ids, including those that papers no longer have
 */
export async function reindex(db: Db, dialect: SqlDialect, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await dialect.texts.remove(db, ids)
  const rows = await db.selectFrom('papers').selectAll().where('id', 'in', ids).execute()
  await insertTexts(
    db,
    dialect,
    rows.map(row => ({ id: row.id, paper: toPaper(row) })),
  )
}

/** Indexes all papers, newest first. */
export async function indexAll(db: Db, dialect: SqlDialect): Promise<void> {
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const rows = await db
      .selectFrom('papers')
      .selectAll()
      .where('id', '<', before)
      .orderBy('id', 'desc')
      .limit(BATCH_SIZE)
      .execute()
    const papers = rows.map(row => ({ id: row.id, paper: toPaper(row) }))
    await countWords(db, dialect, await insertTexts(db, dialect, papers))
    const last = rows.at(-1)
    if (!last) return
    before = last.id
  }
}
