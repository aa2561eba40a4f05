import { setImmediate } from 'node:timers/promises'
import { formsOf, headingWords } from '../../src/search/index-entry.ts'
import { channelRow, papersIn } from './codec.ts'
import { readRow } from './columns.ts'
import type { SqlDialect } from './dialect.ts'
import { toPaper } from './paper-texts.ts'
import type { Database, Db } from './schema.ts'
import { discountForms } from './short-forms.ts'
import { discountWords } from './word-counts.ts'

/** Another process has to wait this long to write: some 40 ms. */
const PAPERS_PER_TRANSACTION = 100

const downrankedRow = channelRow.pick({ downranked: true })

/** See `Papers.removeFoundBefore`. Other work may run between its transactions. */
export async function removeFoundPapers(
  db: Db,
  dialect: SqlDialect,
  at: number,
): Promise<{ removed: number }> {
  let total = 0
  for (;;) {
    const { looked, removed } = await db.transaction().execute(trx => removeSome(trx, dialect, at))
    total += removed
    if (looked < PAPERS_PER_TRANSACTION) return { removed: total }
    await setImmediate()
  }
}

async function removeSome(
  db: Db,
  dialect: SqlDialect,
  at: number,
): Promise<{ looked: number; removed: number }> {
  await dialect.takeTurns(db, 'write papers')
  const rows = await db
    .selectFrom('papers')
    .selectAll()
    .where('foundAt', '<', at)
    .orderBy('foundAt')
    .limit(PAPERS_PER_TRANSACTION)
    .execute()
  if (rows.length === 0) return { looked: 0, removed: 0 }
  const used = await usedAmong(db, rows)
  const kept = rows.filter(({ arxivId }) => used.has(arxivId))
  const gone = rows.filter(({ arxivId }) => !used.has(arxivId))
  if (kept.length > 0) {
    // They stay for good, so they needn't be checked each time.
    await db
      .updateTable('papers')
      .set({ foundAt: null })
      .where(
        'id',
        'in',
        kept.map(({ id }) => id),
      )
      .execute()
  }
  if (gone.length > 0) await remove(db, dialect, gone)
  return { looked: rows.length, removed: gone.length }
}

/** arXiv ids of papers that were posted, are about to be, or that a channel downranked. */
async function usedAmong(db: Db, rows: readonly { arxivId: string }[]): Promise<Set<string>> {
  const ids = rows.map(({ arxivId }) => arxivId)
  const posted = await db
    .selectFrom('postedPapers')
    .select('paper')
    .distinct()
    .where('paper', 'in', ids)
    .execute()
  const unfinished = await db
    .selectFrom('deliveries')
    .select('digest')
    .where('state', 'in', ['due', 'sending'])
    .execute()
  const channels = await db
    .selectFrom('channels')
    .select('downranked')
    .where('downranked', '<>', '[]')
    .execute()
  return new Set([
    ...posted.map(({ paper }) => paper),
    ...unfinished.flatMap(papersIn),
    ...channels.flatMap(row =>
      readRow(downrankedRow, row, 'a channel').downranked.map(({ paperId }) => paperId),
    ),
  ])
}

/** Counts of the papers go with them. */
async function remove(db: Db, dialect: SqlDialect, rows: readonly Database['papers'][]): Promise<void> {
  const ids = rows.map(({ id }) => id)
  await dialect.texts.remove(db, ids)
  const papers = rows.map(toPaper)
  await discountWords(db, dialect, papers.map(headingWords))
  await discountForms(db, dialect, papers.flatMap(formsOf))
  await db.deleteFrom('papers').where('id', 'in', ids).execute()
}
