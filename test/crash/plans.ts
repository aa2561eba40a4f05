import { OUTBOX_POINTS, PLATFORM_POINTS } from './points.ts'
import type { Rng } from './rng.ts'

/** That a bot is to be killed when it comes to a point for the nth time. */
export interface Plan {
  point: string
  nth: number
}

/** How often at most a point is passed before it kills, by the word that names it: so often it comes in the life of a bot. */
const MOST: Readonly<Record<string, number>> = { look: 4, thread: 6, claim: 3, any: 1_200 }

/** @param per how many messages or rows come to a platform in a day */
const mostOf = (point: string, per: number): number => {
  const word = point.split(' ').find(name => name in MOST)
  return Math.min(MOST[word ?? ''] ?? per, word === 'any' ? Number.POSITIVE_INFINITY : per)
}

/**
 * Plans without end, by chance: each point once before any comes again.
 * @param options.mayLook whether Slack's history is open, so that anything looks there
 */
export function* crashPlans(rng: Rng, options: { per: number; mayLook: boolean }): Generator<Plan, never> {
  const points = [...OUTBOX_POINTS, ...PLATFORM_POINTS].filter(
    point => options.mayLook || !point.startsWith('slack look'),
  )
  for (;;) {
    for (const point of rng.shuffle(points)) yield { point, nth: rng.upTo(mostOf(point, options.per)) }
  }
}

export const isOutboxPoint = ({ point }: Plan): boolean => OUTBOX_POINTS.includes(point)
