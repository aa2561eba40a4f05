import type { Migration } from 'kysely/migration'
import type { Paper } from '../../../src/papers/paper.ts'
import { formsOf } from '../../../src/search/index-entry.ts'
import { FIELDS, textsOf } from '../../../src/search/query/document.ts'
import { americanSpelling } from '../../../src/text/american-spelling.ts'
import { plainText } from '../../../src/text/tokenizer.ts'
import type { SqlDialect } from '../dialect.ts'
import { reindex, toPaper } from '../paper-texts.ts'
import type { Db } from '../schema.ts'
import { countForms } from '../short-forms.ts'

/** How many papers are read at once. */
const BATCH_SIZE = 500

/** British and American spellings are one word: papers in British spelling are indexed anew, and all short forms counted anew. */
export const spellings = (dialect: SqlDialect): Migration => ({
  async up(database) {
    const db = database as Db
    await db.deleteFrom('shortForms').execute()
    for (let after = 0; ; ) {
      const rows = await db
        .selectFrom('papers')
        .selectAll()
        .where('id', '>', after)
        .orderBy('id')
        .limit(BATCH_SIZE)
        .execute()
      const papers = rows.map(row => ({ id: row.id, paper: toPaper(row) }))
      const british = papers.filter(({ paper }) => isBritish(paper))
      await reindex(
        db,
        dialect,
        british.map(({ id }) => id),
      )
      await countForms(
        db,
        dialect,
        papers.flatMap(({ paper }) => formsOf(paper)),
      )
      const last = rows.at(-1)
      if (!last) return
      after = last.id
    }
  },
})

/** Whether a paper has a word that is spelled otherwise in America. */
function isBritish(paper: Paper): boolean {
  const texts = FIELDS.flatMap(field => textsOf(paper, field))
  const words = plainText(texts.join(' ')).replace(/[^a-z]+/g, ' ')
  return americanSpelling(words) !== words
}
