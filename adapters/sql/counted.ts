import type { Snapshot } from '../../src/papers/paper.ts'
import type { CountedRow } from '../../src/ports/papers.ts'
import type { DaySpan } from '../../src/time/spans.ts'
import { dayOf, dayStart, nextDayStart } from './row-id.ts'
import type { Db } from './schema.ts'

/** See `Papers.counted`. */
export async function countedRows(db: Db, { from, to }: DaySpan): Promise<CountedRow[]> {
  const rows = await db
    .selectFrom('papers')
    .innerJoin('counts', 'counts.paper', 'papers.id')
    .select(['id', 'arxivId', 'listedAt', 'withdrawn', 'delisted', 'upvotes', 'comments', 'stars'])
    .where('id', '>', dayStart(from))
    .where('id', '<', nextDayStart(to))
    // What only a search has found has counts, and no snapshots.
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('snapshots').select('paper').whereRef('snapshots.paper', '=', 'papers.id')),
    )
    .execute()
  return rows.map(({ id, arxivId, listedAt, withdrawn, delisted, upvotes, comments, stars }) => ({
    key: id,
    paper: {
      id: arxivId,
      day: dayOf(id),
      listedAt,
      ...(withdrawn && { withdrawn: true }),
      ...(delisted && { delisted: true }),
    },
    counts: { upvotes, comments, stars: stars ?? undefined },
  }))
}

/** See `Papers.snapshots`. */
export async function snapshotsOf(db: Db, id: string): Promise<Snapshot[]> {
  const rows = await db
    .selectFrom('snapshots')
    .innerJoin('papers', 'papers.id', 'snapshots.paper')
    .select(['at', 'upvotes', 'comments', 'stars'])
    .where('arxivId', '=', id)
    .orderBy('at')
    .execute()
  return rows.map(({ at, upvotes, comments, stars }) => ({
    at,
    counts: { upvotes, comments, stars: stars ?? undefined },
  }))
}

/** See `Papers.daysAround`. */
export async function daysAround(db: Db, day: string) {
  const papers = db.selectFrom('snapshots').select('paper').limit(1)
  const [before, after] = await Promise.all([
    papers.where('paper', '<', dayStart(day)).orderBy('paper', 'desc').executeTakeFirst(),
    papers.where('paper', '>', nextDayStart(day)).orderBy('paper').executeTakeFirst(),
  ])
  return { previous: before && dayOf(before.paper), next: after && dayOf(after.paper) }
}
