import { OUTBOX_POINTS, PLATFORM_POINTS } from './points.ts'
import type { Rng } from './rng.ts'

/** A plan to kill a bot when it reaches a point for the nth time. */
export interface Plan {
  point: string
  nth: number
}

/** The highest `nth` by a word of the point's name: as often as a bot reaches such a point. */
const MOST: Readonly<Record<string, number>> = { look: 4, thread: 6, claim: 3, any: 1_200 }

/** @param per the number of messages or rows per platform and day */
const mostOf = (point: string, per: number): number => {
  const word = point.split(' ').find(name => name in MOST)
  return Math.min(MOST[word ?? ''] ?? per, word === 'any' ? Number.POSITIVE_INFINITY : per)
}

/**
 * An endless sequence of random plans: each point once before any is repeated.
 * @param options.mayLook whether the bot may read Slack's history, and so ever asks for it
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
