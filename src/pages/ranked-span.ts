import { createRecentWork } from '../lib/recent-work.ts'
import { type Place, type Ranking, rank, rankingOver } from '../papers/rank.ts'
import { isAvailable } from '../papers/withdrawn.ts'
import type { CountedRow, Papers } from '../ports/papers.ts'
import type { Clock } from '../time/clock.ts'
import { type DaySpan, lengthOf } from '../time/spans.ts'

/** The papers of some days in order of rank, without their texts. */
export interface RankedSpan {
  rows: readonly (CountedRow & Place)[]
  /** When they were ranked, ms UTC. */
  at: number
}

export type RankSpan = (span: DaySpan) => Promise<RankedSpan>

/** How long a ranking is reused, ms: scores change by the hour. */
const MAX_AGE_MS = 10_000
/** Rankings stored at once. One of a month has some 2,000 rows of 200 bytes. */
const MAX_RANKINGS = 20

/** Ranks the papers of any days, as digests and commands rank them. Only those that are shown have to be loaded. */
export function createRankSpan(deps: {
  papers: Pick<Papers, 'counted'>
  clock: Clock
  ranking: Ranking
}): RankSpan {
  const { papers, clock, ranking } = deps
  const recent = createRecentWork<RankedSpan>(MAX_RANKINGS, { afterMs: MAX_AGE_MS, now: clock.now })

  async function ranked(span: DaySpan): Promise<RankedSpan> {
    const at = clock.now()
    const rows = (await papers.counted(span)).filter(({ paper }) => isAvailable(paper))
    return { rows: rank(rows, at, rankingOver(ranking, lengthOf(span) - 1)), at }
  }

  return span => {
    const key = `${span.from} ${span.to}`
    return recent.get(key) ?? recent.start(key, () => ranked(span))
  }
}
