import type { Paper } from '../../src/papers/paper.ts'
import type { BulkInserts } from './bulk-insert.ts'
import { listedColumns } from './codec.ts'
import { countWords, toTextsRow } from './paper-texts.ts'
import type { Db } from './schema.ts'

/** A paper that is to be kept, and the row id given to it. */
export interface NewPaper {
  id: number
  paper: Paper
}

export const categoriesOf = ({ categories }: Paper): string | null =>
  categories && categories.length > 0 ? JSON.stringify(categories) : null

/** Adds papers with what they are found by. @param at when they were first seen, ms UTC */
export async function addPapers(
  db: Db,
  insert: BulkInserts,
  added: readonly NewPaper[],
  at: number,
): Promise<void> {
  const rows = added.map(({ id, paper }) => ({
    id,
    arxivId: paper.id,
    ...listedColumns(paper),
    listedAt: paper.listedAt,
    firstSeenAt: at,
    categories: categoriesOf(paper),
  }))
  await insert.papers(db, rows)
  const texts = added.map(({ id, paper }) => toTextsRow(id, paper))
  await insert.texts(db, texts)
  const papers = added.map(({ paper }) => paper)
  await countWords(db, papers)
}
