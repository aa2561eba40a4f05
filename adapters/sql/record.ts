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

/** Another process that wants to write waits so long: some 40 ms where all papers are new. */
const PAPERS_A_TRANSACTION = 100

/** As `Papers.record` says, letting others have their turn between transactions. `updated` are all known before. */
export function createRecord(db: Db): Papers['record'] {
  const insert = createBulkInserts()
  return async (listed, at) => {
    const papers = withoutRepeats(listed)
    let added = 0
    for (let start = 0; start < papers.length; start += PAPERS_A_TRANSACTION) {
      const part = papers.slice(start, start + PAPERS_A_TRANSACTION)
      added += await db.transaction().execute(trx => recordPart(trx, insert, part, at))
      await setImmediate()
    }
    return { added, updated: papers.length - added }
  }
}

/** A paper that is listed twice keeps its last text and counts, and its first day. */
function withoutRepeats(listed: readonly ListedPaper[]): ListedPaper[] {
  const papers = new Map<string, ListedPaper>()
  for (const item of listed) {
    const before = papers.get(item.paper.id)?.paper
    if (!before || item.paper.day < before.day) {
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
  const kept = new Map(rows.map(row => [row.arxivId, row]))
  const listedBefore = await withSnapshot(db, rows)
  const nextRowId = createRowIds(db)
  const added: NewPaper[] = []
  const snapshots: Database['snapshots'][] = []
  const counted: Database['counts'][] = []
  const changed: number[] = []
  for (const { paper, counts } of part) {
    const row = kept.get(paper.id)
    if (row && !listedBefore.has(row.id)) {
      changed.push(row.id)
      row.id = await putOnList(db, row, paper, { at, nextRowId })
      changed.push(row.id)
    }
    const id = row ? await update(db, row, paper, { nextRowId, changed }) : await nextRowId(paper.day)
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

/** Which of these papers have counts: a source has listed them. Others came from a file. */
async function withSnapshot(db: Db, rows: readonly { id: number }[]): Promise<Set<number>> {
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

/** A paper that came from a file, and that a list has now, is as new as any other on it. @returns its row id */
async function putOnList(
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

/** Brings a paper up to date, by as few writes as will do. @param changed gets the row ids that are to be indexed anew. @returns its row id */
async function update(
  db: Db,
  row: Database['papers'],
  paper: Paper,
  { nextRowId, changed }: { nextRowId: (day: string) => Promise<number>; changed: number[] },
): Promise<number> {
  const columns = listedColumns(paper)
  if (!isDeepStrictEqual({ ...row, ...columns }, { ...row })) {
    await db.updateTable('papers').set(columns).where('id', '=', row.id).execute()
    changed.push(row.id)
  }
  if (dayOf(row.id) <= paper.day) return row.id
  const id = await nextRowId(paper.day)
  changed.push(row.id, id)
  await db.updateTable('papers').set({ id, listedAt: paper.listedAt }).where('id', '=', row.id).execute()
  return id
}
