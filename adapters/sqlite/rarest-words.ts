import type { Query, Words } from '../../src/search/query/query.ts'
import { tokenize } from '../../src/text/tokenizer.ts'
import type { Db } from '../sql/schema.ts'

/** With fewer words, all of them are looked for at once. */
const MANY_WORDS = 8
/** So many of the rarest words are hardly ever all in a paper that hasn't the others. */
const RAREST = 4

/**
 * The rarest words of a query that are of many, in which papers must have all of them; undefined where it has few. To begin with each
 * word takes FTS5 a quarter of a millisecond, and few papers have all the words of a sentence.
 */
export async function rarestWords(db: Db, query: Query): Promise<Query | undefined> {
  const words = query.kind === 'and' ? query.parts.filter(part => part.kind === 'words') : []
  if (words.length < MANY_WORDS) return undefined
  const plain = words.map(plainOf)
  const rows = await db.selectFrom('words').selectAll().where('word', 'in', plain).execute()
  const papers = new Map(rows.map(each => [each.word, each.papers]))
  const rarity = (word: Words): number => papers.get(plainOf(word)) ?? 0
  return { kind: 'and', parts: words.toSorted((a, b) => rarity(a) - rarity(b)).slice(0, RAREST) }
}

const plainOf = ({ text }: Words): string => tokenize(text)[0]?.plain ?? ''
