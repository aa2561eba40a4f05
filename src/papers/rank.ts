import { type Candidate, type Counted, isCounted, type ListedPaper, type Paper } from './paper.ts'

export interface Ranking {
  /** Hours added to each age, so that an upvote in the first minute counts for little. */
  offsetHours: number
  /** How much age counts: 0 ranks by upvotes alone, 1 by upvotes per hour. */
  exponent: number
  /** Other exponents for rankings that reach this many days back or more; ascending. */
  longer: readonly { daysBack: number; exponent: number }[]
}

/** What the ranking needs of a paper. */
export interface Rankable extends Pick<ListedPaper, 'counts'> {
  paper: Pick<Paper, 'id' | 'listedAt'>
}

export interface Place {
  /** From 1, which is the best. */
  rank: number
  /**
   * The share of the other candidates with a lower pace, 0 to 1. A paper without counts has 0.
   */
  score: number
}

export interface RankedPaper extends Candidate, Place {}

const HOUR_MS = 3_600_000

/** The ranking for papers that reach `daysBack` days back. */
export function rankingOver(ranking: Ranking, daysBack: number): Ranking {
  const longer = ranking.longer.findLast(longer => daysBack >= longer.daysBack)
  return longer ? { ...ranking, exponent: longer.exponent } : ranking
}

/**
 * The share of the other values that each value beats; a tie counts half (the mid-rank percentile). A single value gets
 * a half, because there is nothing to compare it with.
 */
function percentiles(values: readonly number[]): Map<number, number> {
  const sorted = values.toSorted((a, b) => a - b)
  const others = sorted.length - 1
  const result = new Map<number, number>()
  for (let start = 0; start < sorted.length; ) {
    const value = sorted[start] ?? 0
    let end = start
    while (sorted[end] === value) end++
    const ties = end - start - 1
    result.set(value, others === 0 ? 0.5 : (start + ties / 2) / others)
    start = end
  }
  return result
}

/** The newest first: nothing else is known about papers that nobody could vote on. */
const byListing = ({ paper: a }: Rankable, { paper: b }: Rankable): number =>
  b.listedAt - a.listedAt || (a.id > b.id ? -1 : 1)

/**
 * Ranks papers, best first, by their pace: upvotes ÷ (age in hours + offset) ^ exponent. Ties break by id, so the order of the
 * candidates doesn't matter. Papers without counts come last, and change nothing about the others.
 * @param now ms UTC
 */
export function rank<P extends Rankable>(
  candidates: readonly P[],
  now: number,
  { offsetHours, exponent }: Ranking,
): (P & Place)[] {
  const paceOf = ({ paper, counts }: Counted<P>): number => {
    const hours = Math.max(0, now - paper.listedAt) / HOUR_MS
    return counts.upvotes / (hours + offsetHours) ** exponent
  }
  const paced = candidates.filter(isCounted<P>).map(candidate => ({ candidate, pace: paceOf(candidate) }))
  const scores = percentiles(paced.map(({ pace }) => pace))
  const counted = paced
    .sort((a, b) => b.pace - a.pace || (a.candidate.paper.id < b.candidate.paper.id ? -1 : 1))
    .map(({ candidate, pace }) => ({ ...candidate, score: scores.get(pace) ?? 0 }))
  const uncounted = candidates
    .filter(candidate => !isCounted(candidate))
    .sort(byListing)
    .map(candidate => ({ ...candidate, score: 0 }))
  return [...counted, ...uncounted].map((candidate, index) => ({ ...candidate, rank: index + 1 }))
}
