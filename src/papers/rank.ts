import type { Candidate } from './paper.ts'

export const PARTS = ['velocity', 'upvotes', 'stars', 'comments'] as const
export type Part = (typeof PARTS)[number]

export interface Ranking {
  weights: Readonly<Record<Part, number>>
  /** Time in which a paper's score halves, ms. */
  halfLifeMs: number
}

export interface RankedPaper extends Candidate {
  /** From 1, which is the best. */
  rank: number
  /** 0 to 1. */
  score: number
  /** What its score would be if it were listed now. */
  scoreBeforeAge: number
  /** For each part that the paper has: the share of the other candidates that it beats there, 0 to 1. */
  parts: Partial<Record<Part, number>>
}

/** The value of each part; undefined if the paper doesn't have it. */
const MEASURES: Record<Part, (candidate: Candidate) => number | undefined> = {
  velocity: ({ growth }) => growth && growth.upvotes / growth.hours,
  upvotes: ({ counts }) => counts.upvotes,
  stars: ({ growth }) => growth?.stars,
  comments: ({ counts }) => counts.comments,
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

/**
 * Ranks papers, best first, by the weighted mean of the parts that a paper has, halved for every half-life since it was
 * listed. Ties break by id, so the order of the candidates doesn't matter.
 * @param now ms UTC
 */
export function rank(
  candidates: readonly Candidate[],
  now: number,
  { weights, halfLifeMs }: Ranking,
): RankedPaper[] {
  const scales = PARTS.map(part => {
    const values = candidates.map(MEASURES[part]).filter(value => value !== undefined)
    return { part, percentile: percentiles(values) }
  })
  const scored = candidates.map(candidate => {
    const parts: Partial<Record<Part, number>> = {}
    let sum = 0
    let weight = 0
    for (const { part, percentile } of scales) {
      const value = MEASURES[part](candidate)
      if (value === undefined) continue
      const share = percentile.get(value) ?? 0
      parts[part] = share
      sum += weights[part] * share
      weight += weights[part]
    }
    const age = Math.max(0, now - candidate.paper.listedAt)
    const scoreBeforeAge = weight > 0 ? sum / weight : 0
    return { ...candidate, parts, scoreBeforeAge, score: scoreBeforeAge * 0.5 ** (age / halfLifeMs) }
  })
  return scored
    .sort((a, b) => b.score - a.score || (a.paper.id < b.paper.id ? -1 : 1))
    .map((paper, index) => ({ ...paper, rank: index + 1 }))
}
