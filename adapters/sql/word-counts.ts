import { sql } from 'kysely'
import type { SqlDialect } from './dialect.ts'
import type { Db } from './schema.ts'

/** Counts the words in the headings of new papers (see `headingWords`), for correcting mistyped ones. */
export const countWords = (
  db: Db,
  dialect: SqlDialect,
  headings: readonly (readonly string[])[],
): Promise<void> => addCounts(db, dialect, JSON.stringify(wordCounts(headings)))

/** Undoes `countWords` for papers that are removed. Words that no paper has any more are removed. */
export async function discountWords(
  db: Db,
  dialect: SqlDialect,
  headings: readonly (readonly string[])[],
): Promise<void> {
  const counts = JSON.stringify(wordCounts(headings).map(([word, count]) => [word, -count]))
  await addCounts(db, dialect, counts)
  await sql`delete from words
    where papers < 1 and word in (select value ->> 0 from ${dialect.elementsOf(counts)})`.execute(db)
}

/** @param counts pairs of a word and a number, as JSON */
async function addCounts(db: Db, { elementsOf }: SqlDialect, counts: string): Promise<void> {
  await sql`insert into words (word, papers)
    select value ->> 0, cast(value ->> 1 as integer) from ${elementsOf(counts)} where true
    on conflict (word) do update set papers = words.papers + excluded.papers`.execute(db)
}

/** In how many of these papers each word is. */
function wordCounts(headings: readonly (readonly string[])[]): [word: string, papers: number][] {
  const counts = new Map<string, number>()
  for (const words of headings) {
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return [...counts].filter(([word]) => isWord(word))
}

/** Shorter words resemble too many others, and numbers aren't corrected. */
const isWord = (word: string): boolean => /^(?=.*\p{L})[\p{L}\p{N}]{3,30}$/u.test(word)
