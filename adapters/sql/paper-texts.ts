import { CompiledQuery } from 'kysely'
import type { Paper } from '../../src/papers/paper.ts'
import { documentOf, FEATURES, hasFeature } from '../../src/search/query/document.ts'
import { tokenize } from '../../src/text/tokenizer.ts'
import { paperRow } from './codec.ts'
import { readRow } from './columns.ts'
import { EVERY_PAPER, markOf } from './marks.ts'
import { dayOf } from './row-id.ts'
import type { Database, Db } from './schema.ts'

/** Papers read at once where all are indexed. */
const ROWS_AT_ONCE = 500

/** A paper of a row, without what is counted. */
export function toPaper(row: Database['papers']): Paper {
  const { id, arxivId, firstSeenAt: _, ...text } = readRow(paperRow, row, 'a paper')
  return { id: arxivId, day: dayOf(id), ...text }
}

export const toTextsRow = (rowid: number, paper: Paper) => {
  const { title, keywords, authors, organization, abstract } = documentOf(paper)
  return {
    rowid,
    title: title.join(' '),
    keywords: keywords.join(' '),
    authors: authors.join(' '),
    organization: organization.join(' '),
    abstract: abstract.join(' '),
    marks: marksOf(paper),
  }
}

/**
 * Indexes papers by a statement each: before one that changes many rows, such as an insert of several, FTS5 writes what it has
 * gathered to the disk, which takes several times as long as to gather it.
 */
export async function insertTexts(db: Db, added: readonly { id: number; paper: Paper }[]): Promise<void> {
  for (const { id, paper } of added) {
    await db.executeQuery(CompiledQuery.raw(INSERT_TEXTS, Object.values(toTextsRow(id, paper))))
  }
}

const INSERT_TEXTS = `insert into paper_texts (rowid, title, keywords, authors, organization, abstract, marks)
  values (?, ?, ?, ?, ?, ?, ?)`

/**
 * Brings the index up to date for papers that were changed in this transaction.
 * @param ids row ids, also those that papers had and have no longer
 */
export async function reindex(db: Db, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await db.deleteFrom('paperTexts').where('rowid', 'in', ids).execute()
  const rows = await db.selectFrom('papers').selectAll().where('id', 'in', ids).execute()
  await insertTexts(
    db,
    rows.map(row => ({ id: row.id, paper: toPaper(row) })),
  )
}

/** What can be asked of a paper besides words. */
const marksOf = (paper: Paper): string =>
  [
    EVERY_PAPER,
    ...FEATURES.filter(feature => hasFeature(paper, feature)).map(feature => markOf(`has.${feature}`)),
    ...(paper.categories ?? []).map(markOf),
  ].join(' ')

/** Counts the words of papers that are new, in titles, keywords and names: those that people may mistype. */
export async function countWords(db: Db, papers: readonly Paper[]): Promise<void> {
  const counts = new Map<string, number>()
  for (const { title, keywords, authors } of papers) {
    const words = tokenize([title, ...keywords, ...authors].join(' '))
    for (const word of new Set(words.map(({ plain }) => plain))) {
      if (isWord(word)) counts.set(word, (counts.get(word) ?? 0) + 1)
    }
  }
  await db.executeQuery(CompiledQuery.raw(COUNT, [JSON.stringify([...counts])]))
}

const COUNT = `insert into words (word, papers) select value ->> 0, value ->> 1 from json_each(?) where true
  on conflict (word) do update set papers = papers + excluded.papers`

/** Shorter ones have too many like them, and nobody mistypes numbers. */
const isWord = (word: string): boolean => /^(?=.*\p{L})[\p{L}\p{N}]{3,30}$/u.test(word)

/** Indexes all papers, newest first. */
export async function indexAll(db: Db): Promise<void> {
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const rows = await db
      .selectFrom('papers')
      .selectAll()
      .where('id', '<', before)
      .orderBy('id', 'desc')
      .limit(ROWS_AT_ONCE)
      .execute()
    const papers = rows.map(row => ({ id: row.id, paper: toPaper(row) }))
    await insertTexts(db, papers)
    const texts = papers.map(({ paper }) => paper)
    await countWords(db, texts)
    const last = rows.at(-1)
    if (!last) return
    before = last.id
  }
}
