import { RANKING } from '../../../config/defaults.ts'
import type { Candidate } from '../../../src/papers/paper.ts'
import { rank } from '../../../src/papers/rank.ts'

/** The papers of one moment, best first. */
export type Order = (candidates: readonly Candidate[], now: number) => readonly Candidate[]

const HOUR_MS = 3_600_000

const by =
  (value: (candidate: Candidate, hours: number) => number): Order =>
  (candidates, now) => {
    const readingOf = (candidate: Candidate) => value(candidate, (now - candidate.paper.listedAt) / HOUR_MS)
    return candidates.toSorted((a, b) => readingOf(b) - readingOf(a) || (a.paper.id < b.paper.id ? -1 : 1))
  }

const byPace = (exponent: number, offsetHours = 1): Order =>
  by(({ counts }, hours) => (counts?.upvotes ?? 0) / (Math.max(0, hours) + offsetHours) ** exponent)

/** The order until November 2026: the weighted mean of percentiles, halved for every 36 hours. */
const PARTS: readonly [weight: number, value: (candidate: Candidate) => number | undefined][] = [
  [0.4, ({ growth }) => growth && growth.upvotes / growth.hours],
  [0.3, ({ counts }) => counts?.upvotes],
  [0.2, ({ growth }) => growth?.stars],
  [0.1, ({ counts }) => counts?.comments],
]

function byPercentiles(halfLifeHours: number): Order {
  return (candidates, now) => {
    const parts = PARTS.map(([weight, readingOf]) => {
      const known = candidates.map(readingOf).filter(value => value !== undefined)
      const shareOf = (value: number): number => {
        const below = known.filter(other => other < value).length
        const equal = known.filter(other => other === value).length - 1
        return known.length > 1 ? (below + equal / 2) / (known.length - 1) : 0.5
      }
      return { weight, readingOf, shareOf }
    })
    const scores = new Map(
      candidates.map(candidate => {
        const has = parts.flatMap(({ weight, readingOf, shareOf }) => {
          const value = readingOf(candidate)
          return value === undefined ? [] : [{ weight, share: shareOf(value) }]
        })
        const weight = has.reduce((sum, part) => sum + part.weight, 0)
        const score = has.reduce((sum, part) => sum + part.weight * part.share, 0) / weight
        const hours = (now - candidate.paper.listedAt) / HOUR_MS
        return [candidate, score * 0.5 ** (Math.max(0, hours) / halfLifeHours)]
      }),
    )
    return candidates.toSorted((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0))
  }
}

export const ORDERS: Readonly<Record<string, Order>> = {
  'ours, as configured': (candidates, now) => rank(candidates, now, RANKING),
  'percentiles, halved in 36 h (before)': byPercentiles(36),
  'percentiles, without age': byPercentiles(Number.POSITIVE_INFINITY),
  'plain upvotes': byPace(0),
  'upvotes per hour since listed': byPace(1),
  'upvotes per hour, latest growth': by(({ growth }) => (growth ? growth.upvotes / growth.hours : 0)),
  'upvotes / (hours + 2) ^ 1.8': byPace(1.8, 2),
  ...Object.fromEntries(
    [0.1, 0.2, 0.33, 0.5, 0.67, 0.75].map(exponent => [
      `upvotes / (hours + 1) ^ ${exponent}`,
      byPace(exponent),
    ]),
  ),
  'upvotes / (hours + 8) ^ 0.5': byPace(0.5, 8),
}
