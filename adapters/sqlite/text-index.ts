import { CompiledQuery, sql } from 'kysely'
import type { IndexedText, TextIndex } from '../sql/text-index.ts'
import { matchText, type PapersOf } from './match-text.ts'

/** A row of the table, with its columns in their order. */
export const toTextsRow = ({ key, fields, marks }: IndexedText) => ({
  rowid: key,
  title: fields.title,
  keywords: fields.keywords,
  authors: fields.authors,
  organization: fields.organization,
  abstract: fields.abstract,
  marks: marks.join(' '),
})

const INSERT = `insert into paper_texts (rowid, title, keywords, authors, organization, abstract, marks)
  values (?, ?, ?, ?, ?, ?, ?)`

/** The index as a table of FTS5 without a copy of the texts, whose tokens are parted by spaces. */
export const createFts5 = (papersOf?: PapersOf): TextIndex => ({
  async create(db) {
    await sql`create virtual table paper_texts using fts5(
      title, keywords, authors, organization, abstract, marks,
      content = '', contentless_delete = 1, tokenize = "ascii tokenchars '+#.-'"
    )`.execute(db)
  },

  // One statement for each row: before a statement that changes several rows, FTS5 writes its pending data to the disk, which takes
  // several times as long.
  async insert(db, texts) {
    for (const text of texts) {
      await db.executeQuery(CompiledQuery.raw(INSERT, Object.values(toTextsRow(text))))
    }
  },

  async remove(db, keys) {
    await sql`delete from paper_texts where rowid in (${sql.join(keys)})`.execute(db)
  },

  key: sql.raw('t.rowid'),

  endsAtSmallestKey: false,

  matches: query => sql`paper_texts match ${matchText(query, papersOf)}`,

  matchesPartly(query, eachRow) {
    const match = sql`paper_texts match ${matchText(query, papersOf)}`
    return sql`t.rowid in (select rowid from paper_texts where ${eachRow ? sql`${match} and ${eachRow}` : match})`
  },
})
