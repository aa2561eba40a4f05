import { createBoundedMap } from '../../src/lib/bounded-map.ts'
import type { Query } from '../../src/search/query/query.ts'
import type { SqlDialect } from '../sql/dialect.ts'
import { frequencies } from '../sql/frequencies.ts'
import type { Db } from '../sql/schema.ts'
import type { PapersOf } from './match-text.ts'

/** How many words' counts are remembered; they hardly change. */
const MAX_KNOWN = 5_000
/** With fewer words it makes no difference in which order FTS5 has them. */
const MIN_WORDS = 3
/** Counting a word takes a third of a millisecond. */
const MAX_COUNTED = 16

/** How common the words of recent queries are. */
export interface StemCounts {
  papersOf: PapersOf
  /** Counts the words of a query that aren't known. @param today YYYY-MM-DD (UTC) */
  count(query: Query, today: string): Promise<void>
}

export function createStemCounts(db: Db, dialect: SqlDialect): StemCounts {
  const known = createBoundedMap<string, number>(MAX_KNOWN)
  return {
    papersOf: stem => known.get(stem),
    async count(query, today) {
      const stems = new Set(stemsIn(query))
      if (stems.size < MIN_WORDS) return
      const unknown = [...stems].filter(stem => known.get(stem) === undefined).slice(0, MAX_COUNTED)
      const queries = unknown.map((stem): Query => ({ kind: 'words', stems: [stem], text: stem }))
      const papers = await frequencies(db, queries, { today, dialect })
      unknown.forEach((stem, place) => {
        known.set(stem, papers[place] ?? 0)
      })
    },
  }
}

function stemsIn(query: Query): readonly string[] {
  switch (query.kind) {
    case 'and':
    case 'or':
      return query.parts.flatMap(stemsIn)
    case 'words':
    case 'near':
      return query.stems
    default:
      return []
  }
}
