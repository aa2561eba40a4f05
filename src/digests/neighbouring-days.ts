import type { Action } from '../messages/digest.ts'
import { EVERYTHING } from '../search/topics.ts'
import { addDays } from '../time/days.ts'
import type { Rankings } from './rankings.ts'

/** How far the next list is looked for, in days: longer than any holiday without lists. */
const MAX_GAP = 10

/**
 * Buttons to the nearest earlier and later days that have papers of a topic; at the ends of what is stored there is none.
 * @param options.today YYYY-MM-DD
 */
export async function dayButtons(
  { recent }: Pick<Rankings, 'recent'>,
  { day, topic, today }: { day: string; topic: string; today: string },
): Promise<Action[]> {
  async function nearest(step: 1 | -1): Promise<string | undefined> {
    for (let days = 1; days <= MAX_GAP; days++) {
      const other = addDays(day, step * days)
      if (other > today) return undefined
      if ((await recent({ day: other, topic })).matching(topic).length > 0) return other
    }
    return undefined
  }
  const about = topic === EVERYTHING ? '' : ` ${topic}`
  const button = (label: string, to: string | undefined): Action[] =>
    to === undefined ? [] : [{ label, command: `today ${to}${about}`, inPlace: true }]
  const [previous, next] = await Promise.all([nearest(-1), nearest(1)])
  return [...button('Previous day', previous), ...button('Next day', next)]
}
