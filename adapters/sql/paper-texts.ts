import type { Paper } from '../../src/papers/paper.ts'
import type { PreparedPaper } from '../../src/ports/papers.ts'
import { fieldTextsOf, indexEntryOf } from '../../src/search/index-entry.ts'
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

export const toIndexedText = (key: number, paper: PreparedPaper): IndexedText => ({
  key,
  fields: paper.entry?.fields ?? fieldTextsOf(paper),
  marks: marksOf(paper),
})

/** Indexes papers. */
export const insertTexts = (
  db: Db,
  { texts }: SqlDialect,
  added: readonly { id: number; paper: PreparedPaper }[],
): Promise<void> =>
  texts.insert(
    db,
    added.map(({ id, paper }) => toIndexedText(id, paper)),
  )

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
    const papers = rows.map(row => {
      const paper = toPaper(row)
      return { id: row.id, paper: { ...paper, entry: indexEntryOf(paper) } }
    })
    await insertTexts(db, dialect, papers)
    const words = papers.map(({ paper }) => paper.entry.words)
    await countWords(db, dialect, words)
    const last = rows.at(-1)
    if (!last) return
    before = last.id
  }
}
