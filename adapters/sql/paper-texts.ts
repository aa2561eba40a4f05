import { CompiledQuery } from 'kysely'
import type { Paper } from '../../src/papers/paper.ts'
import { documentOf, FEATURES, hasFeature, headingDocument } from '../../src/search/query/document.ts'
import { paperRow } from './codec.ts'
import { readRow } from './columns.ts'
import { dayOf } from './row-id.ts'
import type { Database, Db } from './schema.ts'

/** How many papers `indexAll` reads at once. */
const BATCH_SIZE = 500

/** The paper of a row, without counts. */
export function toPaper(row: Database['papers']): Paper {
  const { id, arxivId, firstSeenAt: _, ...text } = readRow(paperRow, row, 'a paper')
  return { id: arxivId, day: dayOf(id), ...text }
}

/** @param words receives the words of its heading */
export const toTextsRow = (rowid: number, paper: Paper, words?: Set<string>) => {
  const { title, keywords, authors, organization, abstract } = documentOf(paper, words)
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
 * Indexes papers, each by its own statement: before a statement that changes several rows, FTS5 writes its pending data to the disk,
 * which takes several times as long.
 * @returns the words of each paper's heading, for `countWords`
 */
export async function insertTexts(
  db: Db,
  added: readonly { id: number; paper: Paper }[],
): Promise<Set<string>[]> {
  const headings: Set<string>[] = []
  for (const { id, paper } of added) {
    const words = new Set<string>()
    await db.executeQuery(CompiledQuery.raw(INSERT_TEXTS, Object.values(toTextsRow(id, paper, words))))
    headings.push(words)
  }
  return headings
}

const INSERT_TEXTS = `insert into paper_texts (rowid, title, keywords, authors, organization, abstract, marks)
  values (?, ?, ?, ?, ?, ?, ?)`

/**
 * Updates the index for papers that were changed in this transaction.
 * @param ids row ids, including those that papers no longer have
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

/**
 * Properties that can be searched besides words are indexed as tokens that no text contains, because they begin with a full stop:
 * `.cs.cl`, `.has.code`.
 */
export const markOf = (name: string): string => `.${name.toLowerCase().replace(/[^a-z.-]/g, '')}`

/** A mark of every paper, for queries that only exclude something. */
export const EVERY_PAPER = '.'

const marksOf = (paper: Paper): string =>
  [
    EVERY_PAPER,
    ...FEATURES.filter(feature => hasFeature(paper, feature)).map(feature => markOf(`has.${feature}`)),
    ...(paper.sources ?? []).map(source => markOf(`source.${source}`)),
    ...(paper.categories ?? []).map(markOf),
  ].join(' ')

/**
 * Counts the words in the titles, keywords and names of new papers, for correcting mistyped ones.
 * @param headings see `insertTexts`
 */
export async function countWords(db: Db, headings: readonly Set<string>[]): Promise<void> {
  await db.executeQuery(CompiledQuery.raw(COUNT, [JSON.stringify(wordCounts(headings))]))
}

/** Undoes `countWords` for papers that are removed. Words that no paper has any more are removed. */
export async function discountWords(db: Db, papers: readonly Paper[]): Promise<void> {
  const headings = papers.map(paper => {
    const words = new Set<string>()
    headingDocument(paper, words)
    return words
  })
  const counts = JSON.stringify(wordCounts(headings).map(([word, count]) => [word, -count]))
  await db.executeQuery(CompiledQuery.raw(COUNT, [counts]))
  await db.executeQuery(CompiledQuery.raw(REMOVE_UNUSED, [counts]))
}

/** In how many of these papers each word is. */
function wordCounts(headings: readonly Set<string>[]): [word: string, papers: number][] {
  const counts = new Map<string, number>()
  for (const words of headings) {
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return [...counts].filter(([word]) => isWord(word))
}

const COUNT = `insert into words (word, papers) select value ->> 0, value ->> 1 from json_each(?) where true
  on conflict (word) do update set papers = papers + excluded.papers`

const REMOVE_UNUSED = `delete from words
  where papers < 1 and word in (select value ->> 0 from json_each(?))`

/** Shorter words resemble too many others, and numbers aren't corrected. */
const isWord = (word: string): boolean => /^(?=.*\p{L})[\p{L}\p{N}]{3,30}$/u.test(word)

/** Indexes all papers, newest first. */
export async function indexAll(db: Db): Promise<void> {
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const rows = await db
      .selectFrom('papers')
      .selectAll()
      .where('id', '<', before)
      .orderBy('id', 'desc')
      .limit(BATCH_SIZE)
      .execute()
    const papers = rows.map(row => ({ id: row.id, paper: toPaper(row) }))
    await countWords(db, await insertTexts(db, papers))
    const last = rows.at(-1)
    if (!last) return
    before = last.id
  }
}
