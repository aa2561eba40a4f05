import { sql } from 'kysely'
import type { PaperIndex } from '../../src/ports.ts'
import { papersByRow } from './candidates.ts'
import { findPapers } from './find-papers.ts'
import type { Db } from './schema.ts'

/** More than that are more than anyone could mean. */
const MAX_WORDS = 40_000

export const createPaperIndex = (db: Db): PaperIndex => ({
  find: (query, options) => findPapers(db, query, options),
  load: keys => papersByRow(db, keys),
  keys: async ids =>
    ids.length === 0
      ? []
      : db.selectFrom('papers').select(['arxivId as id', 'id as key']).where('arxivId', 'in', ids).execute(),
  words: ({ letters, papers }) =>
    db
      .selectFrom('words')
      .select(['word', 'papers'])
      .where('papers', '>=', papers)
      .where(sql<number>`length(word)`, '>=', letters[0])
      .where(sql<number>`length(word)`, '<=', letters[1])
      .limit(MAX_WORDS)
      .execute(),
  known: async words =>
    words.length === 0
      ? []
      : db.selectFrom('words').select(['word', 'papers']).where('word', 'in', words).execute(),
})
