import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { PaperIndex } from '../../src/ports/paper-index.ts'
import { papersByRow } from './candidates.ts'
import { paperRow } from './codec.ts'
import { readRow } from './columns.ts'
import type { SqlDialect } from './dialect.ts'
import { findKeys, findPapers } from './find-papers.ts'
import { frequencies } from './frequencies.ts'
import type { Db } from './schema.ts'
import { findForms } from './short-forms.ts'

const headingRow = paperRow.pick({ id: true, title: true, keywords: true, authors: true, organization: true })

const wordsSchema = z.record(z.string(), z.number())

/** A bound on memory; no mistyped word has as many candidates. */
const MAX_WORDS = 40_000

/** @param eachRow a condition that is always true, to stop long statements by; see `findPapers` */
export const createPaperIndex = (db: Db, dialect: SqlDialect, eachRow?: RawBuilder<unknown>): PaperIndex => ({
  find: (query, options) => findPapers(db, query, { ...options, dialect, eachRow }),
  matching: (query, options) => findKeys(db, query, { ...options, dialect, eachRow }),
  narrow: async query => ({ query, broad: [] }),
  async headings(keys) {
    if (keys.length === 0) return []
    const columns = ['id', 'title', 'keywords', 'authors', 'organization'] as const
    const rows = await db.selectFrom('papers').select(columns).where('id', 'in', keys).execute()
    return rows.map(row => {
      const { id: key, ...heading } = readRow(headingRow, row, 'a paper')
      return { key, ...heading }
    })
  },
  load: keys => papersByRow(db, keys),
  keys: async ids =>
    ids.length === 0
      ? []
      : db.selectFrom('papers').select(['arxivId as id', 'id as key']).where('arxivId', 'in', ids).execute(),
  async words({ like, letters: [least, most], papers }) {
    const ends = [like.slice(0, 1), like.slice(-1)]
    const rows = sql`select word, papers from words where papers >= ${papers} and length(word) between ${least} and ${most}
      and (substr(word, 1, 1) = ${ends[0]} or substr(word, length(word), 1) = ${ends[1]}) limit ${MAX_WORDS}`
    const query = sql<{ words: string | null }>`select ${dialect.asObject('word', 'papers')} as words
      from (${rows}) as found`
    const counts = wordsSchema.parse(JSON.parse((await query.execute(db)).rows[0]?.words ?? '{}'))
    return Object.entries(counts).map(([word, papers]) => ({ word, papers }))
  },
  frequencies: (queries, options) => frequencies(db, queries, { ...options, dialect, eachRow }),
  shortForms: keys => findForms(db, keys),
})
