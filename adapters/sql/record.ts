import { setImmediate } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { type Counted, isCounted, type ListedPaper, type Paper } from '../../src/papers/paper.ts'
import type { Papers } from '../../src/ports/papers.ts'
import { addPapers, type NewPaper, type Writing } from './add-papers.ts'
import { createBulkInserts } from './bulk-insert.ts'
import { listedColumns, toCountsRow, toSnapshotRow, toSources } from './codec.ts'
import type { SqlDialect } from './dialect.ts'
import { listedAmong, markAsListed } from './listed.ts'
import { reindex } from './paper-texts.ts'
import { recordUncounted } from './record-uncounted.ts'
import { createRowIds, dayOf } from './row-id.ts'
import type { Database, Db } from './schema.ts'

/** Another process has to wait this long to write: some 40 ms where all papers are new. */
const PAPERS_PER_TRANSACTION = 100

/** See `Papers.record`. Other work may run between its transactions. `updated` counts all papers that were stored before. */
export function createRecord(db: Db, dialect: SqlDialect): Papers['record'] {
  const writing = { dialect, insert: createBulkInserts() }
  return async (listed, at) => {
    const papers = withoutRepeats(listed)
    let added = 0
    for (let start = 0; start < papers.length; start += PAPERS_PER_TRANSACTION) {
      const part = papers.slice(start, start + PAPERS_PER_TRANSACTION)
      const uncounted = part.filter(listed => !isCounted(listed)).map(({ paper }) => paper)
      added += await db.transaction().execute(async trx => {
        await dialect.takeTurns(trx, 'write papers')
        const counted = await recordPart(trx, writing, part.filter(isCounted), at)
        return counted + (await recordUncounted(trx, writing, uncounted, at))
      })
      await setImmediate()
    }
    return { added, updated: papers.length - added }
  }
}

/** A paper that is listed twice has its last text and counts, and its newest day. */
function withoutRepeats(listed: readonly ListedPaper[]): ListedPaper[] {
  const papers = new Map<string, ListedPaper>()
  for (const item of listed) {
    const before = papers.get(item.paper.id)?.paper
    if (!before || item.paper.day > before.day) {
      papers.set(item.paper.id, item)
    } else {
      const { day, listedAt } = before
      papers.set(item.paper.id, { ...item, paper: { ...item.paper, day, listedAt } })
    }
  }
  return [...papers.values()]
}

/** @returns how many of the papers were new */
async function recordPart(db: Db, writing: Writing, part: readonly Counted[], at: number): Promise<number> {
  if (part.length === 0) return 0
  const ids = part.map(({ paper }) => paper.id)
  const rows = await db.selectFrom('papers').selectAll().where('arxivId', 'in', ids).execute()
  const stored = new Map(rows.map(row => [row.arxivId, row]))
  const listedBefore = await listedAmong(db, rows)
  const nextRowId = createRowIds(db)
  const added: NewPaper[] = []
  const snapshots: Database['snapshots'][] = []
  const counted: Database['counts'][] = []
  const changed: number[] = []
  for (const { paper, counts } of part) {
    const row = stored.get(paper.id)
    if (row && !listedBefore.has(row.id)) {
      changed.push(row.id)
      row.id = await markAsListed(db, row, paper, { at, nextRowId })
      changed.push(row.id)
    }
    const id = row ? await update(db, row, paper, { at, nextRowId, changed }) : await nextRowId(paper.day)
    if (!row) added.push({ id, paper })
    snapshots.push(toSnapshotRow(id, at, counts))
    counted.push(toCountsRow(id, counts))
  }
  await addPapers(db, writing, added, at)
  await writing.insert.snapshots(db, snapshots)
  await writing.insert.counts(db, counted)
  await reindex(db, writing.dialect, changed)
  return added.length
}

/**
 * Updates a paper with as few writes as possible.
 * @param changed receives the row ids to index again
 * @returns its row id
 */
async function update(
  db: Db,
  row: Database['papers'],
  paper: Paper,
  { at, nextRowId, changed }: { at: number; nextRowId: (day: string) => Promise<number>; changed: number[] },
): Promise<number> {
  const columns = { ...listedColumns(paper), sources: toSources(paper, row.sources ?? null) }
  if (!isDeepStrictEqual({ ...row, ...columns }, { ...row })) {
    await db.updateTable('papers').set(columns).where('id', '=', row.id).execute()
    changed.push(row.id)
  }
  if (dayOf(row.id) >= paper.day) return row.id
  const id = await nextRowId(paper.day)
  changed.push(row.id, id)
  const moved = { id, listedAt: paper.listedAt, firstSeenAt: at }
  await db.updateTable('papers').set(moved).where('id', '=', row.id).execute()
  return id
}
