import type { RawBuilder } from 'kysely'
import type { PaperIndex } from '../../src/ports/paper-index.ts'
import { createPaperIndex } from '../sql/paper-index.ts'
import type { Db } from '../sql/schema.ts'
import { narrowBroadPrefixes, refuseBroadPrefixes } from './breadth.ts'
import { rarestWords } from './rarest-words.ts'
import { SQLITE } from './sql-dialect.ts'
import { createStemCounts } from './stem-counts.ts'
import { createFts5 } from './text-index.ts'

/** The index on a connection. Prefixes are bounded before FTS5 expands them. @param eachRow see `createPaperIndex` */
export function createSqliteIndex(db: Db, eachRow?: RawBuilder<unknown>): PaperIndex {
  const words = createStemCounts(db, SQLITE)
  const index = createPaperIndex(db, { ...SQLITE, texts: createFts5(words.papersOf) }, eachRow)
  return {
    ...index,
    narrow: query => narrowBroadPrefixes(db, query),
    async find(query, options) {
      await refuseBroadPrefixes(db, query)
      await words.count(query, options.today)
      const rarest = rarestWords(query, words.papersOf)
      if (rarest && (await index.matching(rarest, { ...options, limit: 1 })).length === 0) return []
      return index.find(query, options)
    },
    async matching(query, options) {
      await refuseBroadPrefixes(db, query)
      await words.count(query, options.today)
      return index.matching(query, options)
    },
  }
}
