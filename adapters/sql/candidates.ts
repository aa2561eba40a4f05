import { z } from 'zod'
import type { Candidate, Counts, FoundPaper, Growth } from '../../src/papers/paper.ts'
import { addDays } from '../../src/time/days.ts'
import { paperRow, snapshotRow } from './codec.ts'
import { optional, readRow } from './columns.ts'
import { toPaper } from './paper-texts.ts'
import { dayOf, dayStart } from './row-id.ts'
import type { Db } from './schema.ts'

const HOUR_MS = 3_600_000

const candidateRow = z.object({
  ...paperRow.shape,
  ...snapshotRow.omit({ paper: true }).shape,
  earlierAt: optional(z.number()),
  earlierUpvotes: optional(z.number()),
  earlierStars: optional(z.number()),
})

/** Papers with their latest counts, and the earlier ones from which growth is measured: by default, those of a day before. */
const withCounts = (db: Db, growthSince?: number) =>
  db
    .selectFrom('papers')
    .innerJoin('snapshots as latest', join =>
      join.onRef('latest.paper', '=', 'papers.id').on('latest.at', '=', eb =>
        eb
          .selectFrom('snapshots')
          .select(({ fn }) => fn.max('at').as('at'))
          .whereRef('paper', '=', 'papers.id'),
      ),
    )
    .leftJoin('snapshots as earlier', join =>
      join.onRef('earlier.paper', '=', 'papers.id').on('earlier.at', '=', eb => {
        const snapshots = eb.selectFrom('snapshots').whereRef('paper', '=', 'papers.id')
        const before = (hours: number) =>
          snapshots.where('at', '<=', where => where('latest.at', '-', hours * HOUR_MS))
        const base = growthSince === undefined ? before(24) : snapshots.where('at', '<=', growthSince)
        return eb.fn.coalesce(
          base.select(({ fn }) => fn.max('at').as('at')),
          before(1).select(({ fn }) => fn.min('at').as('at')),
        )
      }),
    )
    .selectAll('papers')
    .select(['latest.at', 'latest.upvotes', 'latest.comments', 'latest.stars'])
    .select(['earlier.at as earlierAt', 'earlier.upvotes as earlierUpvotes', 'earlier.stars as earlierStars'])

/** See `Papers.candidates`. */
export async function candidates(
  db: Db,
  {
    fromDay,
    toDay,
    growthSince,
  }: { fromDay: string; toDay?: string | undefined; growthSince?: number | undefined },
): Promise<Candidate[]> {
  const rows = await withCounts(db, growthSince)
    .where('papers.id', '>', dayStart(fromDay))
    .$if(toDay !== undefined, query => query.where('papers.id', '<', dayStart(addDays(toDay ?? '', 1))))
    .orderBy('papers.arxivId')
    .execute()
  return rows.map(row => toCandidate(readRow(candidateRow, row, 'a paper')))
}

/** See `Papers.unvoted`. */
export async function unvotedPapers(db: Db, ids: readonly number[]): Promise<Candidate[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('papers')
    .selectAll()
    .where('id', 'in', ids)
    .where('sources', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('snapshots').select('paper').whereRef('snapshots.paper', '=', 'papers.id'))),
    )
    .execute()
  return rows.map(row => ({ paper: toPaper(row), firstSeenAt: row.firstSeenAt }))
}

/** See `Papers.find`. */
export async function findPaper(db: Db, id: string): Promise<FoundPaper | undefined> {
  const listed = await withCounts(db).where('papers.arxivId', '=', id).executeTakeFirst()
  if (listed) return toCandidate(readRow(candidateRow, listed, 'a paper'))
  const row = await db.selectFrom('papers').selectAll().where('arxivId', '=', id).executeTakeFirst()
  return row && { paper: toPaper(row) }
}

/** See `PaperIndex.load`; keys are row ids. */
export async function papersByRow(db: Db, ids: readonly number[]): Promise<FoundPaper[]> {
  if (ids.length === 0) return []
  const listed = await withCounts(db).where('papers.id', 'in', ids).execute()
  const found = new Map<number, FoundPaper>(
    listed.map(row => [row.id, toCandidate(readRow(candidateRow, row, 'a paper'))]),
  )
  const others = ids.filter(id => !found.has(id))
  if (others.length > 0) {
    const rows = await db
      .selectFrom('papers')
      .leftJoin('counts', 'counts.paper', 'papers.id')
      .selectAll('papers')
      .select(['counts.upvotes', 'counts.comments', 'counts.stars'])
      .where('papers.id', 'in', others)
      .execute()
    for (const { upvotes, comments, stars, ...row } of rows) {
      const counts =
        upvotes === null || comments === null ? undefined : countsIn({ upvotes, comments, stars })
      found.set(row.id, { paper: toPaper(row), counts })
    }
  }
  return ids.flatMap(id => found.get(id) ?? [])
}

/** The counts of a paper that only a search has added. */
const countsIn = ({
  upvotes,
  comments,
  stars,
}: Omit<z.input<typeof snapshotRow>, 'at' | 'paper'>): Counts => ({
  upvotes,
  comments,
  stars: stars ?? undefined,
})

function toCandidate(row: z.output<typeof candidateRow>): Candidate {
  const { id, arxivId, firstSeenAt, at, upvotes, comments, stars, ...rest } = row
  const { earlierAt, earlierUpvotes, earlierStars, ...text } = rest
  return {
    paper: { id: arxivId, day: dayOf(id), ...text },
    counts: { upvotes, comments, stars },
    firstSeenAt,
    growth: growthOf(row),
  }
}

function growthOf(row: z.output<typeof candidateRow>): Growth | undefined {
  const { earlierAt, earlierUpvotes, earlierStars, stars } = row
  if (earlierAt === undefined || earlierUpvotes === undefined) return undefined
  return {
    upvotes: row.upvotes - earlierUpvotes,
    stars: stars === undefined || earlierStars === undefined ? undefined : stars - earlierStars,
    hours: (row.at - earlierAt) / HOUR_MS,
  }
}
