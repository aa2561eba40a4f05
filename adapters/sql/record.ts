import { setImmediate } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { ListedPaper, Paper } from '../../src/papers/paper.ts'
import type { Papers } from '../../src/ports/papers.ts'
import { addPapers, type NewPaper } from './add-papers.ts'
import { type BulkInserts, createBulkInserts } from './bulk-insert.ts'
import { listedColumns, toCountsRow, toSnapshotRow } from './codec.ts'
import { reindex } from './paper-texts.ts'
import { createRowIds, dayOf } from './row-id.ts'
import type { Database, Db } from './schema.ts'

/** Another process has to wait this long to write: some 40 ms where all papers are new. */
const PAPERS_PER_TRANSACTION = 100

/** See `Papers.record`. Other work may run between its transactions. `updated` counts all papers that were stored before. */
export function createRecord(db: Db): Papers['record'] {
  const insert = createBulkInserts()
  return async (listed, at) => {
    const papers = withoutRepeats(listed)
    let added = 0
    for (let start = 0; start < papers.length; start += PAPERS_PER_TRANSACTION) {
      const part = papers.slice(start, start + PAPERS_PER_TRANSACTION)
      added += await db.transaction().execute(trx => recordPart(trx, insert, part, at))
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
async function recordPart(
  db: Db,
  insert: BulkInserts,
  part: readonly ListedPaper[],
  at: number,
): Promise<number> {
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
  await addPapers(db, insert, added, at)
  await insert.snapshots(db, snapshots)
  await insert.counts(db, counted)
  await reindex(db, changed)
  return added.length
}

/** Which of these papers a source has listed before: they have snapshots. The others came from a file. */
export async function listedAmong(db: Db, rows: readonly { id: number }[]): Promise<Set<number>> {
  if (rows.length === 0) return new Set()
  const ids = rows.map(({ id }) => id)
  const snapshots = await db
    .selectFrom('snapshots')
    .select('paper')
    .distinct()
    .where('paper', 'in', ids)
    .execute()
  return new Set(snapshots.map(({ paper }) => paper))
}

/** A paper from a file that a source lists now is as new as all others on that list. @returns its row id */
async function markAsListed(
  db: Db,
  row: { id: number },
  { day, listedAt }: Paper,
  { at, nextRowId }: { at: number; nextRowId: (day: string) => Promise<number> },
): Promise<number> {
  const id = dayOf(row.id) === day ? row.id : await nextRowId(day)
  const columns = { id, listedAt, firstSeenAt: at }
  await db.updateTable('papers').set(columns).where('id', '=', row.id).execute()
  return id
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
  const columns = listedColumns(paper)
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
