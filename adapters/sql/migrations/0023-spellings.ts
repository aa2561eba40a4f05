import type { Migration } from 'kysely/migration'
import type { Paper } from '../../../src/papers/paper.ts'
import { formsOf } from '../../../src/search/index-entry.ts'
import { FIELDS, textsOf } from '../../../src/search/query/document.ts'
import { americanSpelling } from '../../../src/text/american-spelling.ts'
import { plainText } from '../../../src/text/tokenizer.ts'
import type { SqlDialect } from '../dialect.ts'
import { paperBatches } from '../paper-batches.ts'
import { reindex, toPaper } from '../paper-texts.ts'
import type { Db } from '../schema.ts'
import { countForms } from '../short-forms.ts'

/** British and American spellings are one word: papers in British spelling are indexed anew, and all short forms counted anew. */
export const spellings = (dialect: SqlDialect): Migration => ({
  async up(database) {
    const db = database as Db
    await db.deleteFrom('shortForms').execute()
    for await (const rows of paperBatches(db)) {
      const papers = rows.map(row => ({ id: row.id, paper: toPaper(row) }))
      const british = papers.filter(({ paper }) => isBritish(paper)).map(({ id }) => id)
      await reindex(db, dialect, british)
      await countForms(
        db,
        dialect,
        papers.flatMap(({ paper }) => formsOf(paper)),
      )
    }
  },
})

/** Whether a paper has a word that is spelled otherwise in America. */
function isBritish(paper: Paper): boolean {
  const texts = FIELDS.flatMap(field => textsOf(paper, field))
  const words = plainText(texts.join(' ')).replace(/[^a-z]+/g, ' ')
  return americanSpelling(words) !== words
}
