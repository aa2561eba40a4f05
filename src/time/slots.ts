import type { Temporal } from 'temporal-polyfill'
import { dateAt } from './days.ts'

/** ISO weekday: 1 is Monday, 7 Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7
export const EVERY_DAY: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]

/** When a channel gets its digest, in its own time zone. */
export interface Schedule {
  /** Local time, `HH:MM`. */
  time: string
  /** At least one, ascending. */
  days: readonly Weekday[]
  /** IANA name such as `Europe/Paris`. */
  timezone: string
}

/** Whether digests come once a week: then each has the best papers of its week. */
export const isWeekly = ({ days }: Pick<Schedule, 'days'>): boolean => days.length === 1

/**
 * The slot of a local date, ms UTC. If summer time skips that time of day, the slot is later by as much as the clock jumps;
 * if it occurs twice, the first one counts (Temporal's "compatible", as in RFC 5545).
 */
const slotOn = (date: Temporal.PlainDate, { time, timezone }: Schedule): number =>
  date.toZonedDateTime({ timeZone: timezone, plainTime: time }).epochMilliseconds

/**
 * The search begins a day before the moment's own, and every weekday recurs within 7 days. One more is needed where the
 * clock was set back over midnight and repeated a day whose slot had passed, as in St. John's until 2011.
 */
const SEARCH_DAYS = 9

function findSlot(schedule: Schedule, from: number, step: 1 | -1, fits: (slot: number) => boolean): number {
  let date = dateAt(from, schedule.timezone).subtract({ days: step })
  for (let days = 0; days <= SEARCH_DAYS; days++) {
    if (schedule.days.some(day => day === date.dayOfWeek)) {
      const slot = slotOn(date, schedule)
      if (fits(slot)) return slot
    }
    date = date.add({ days: step })
  }
  throw new RangeError(`a schedule without days has no slots: ${JSON.stringify(schedule)}`)
}

/** The first slot after a moment. Both in ms UTC. */
export const nextSlot = (schedule: Schedule, after: number): number =>
  findSlot(schedule, after, 1, slot => slot > after)

/** The last slot at or before a moment. Both in ms UTC. */
export const latestSlot = (schedule: Schedule, at: number): number =>
  findSlot(schedule, at, -1, slot => slot <= at)

/** The next `count` slots after a moment, ms UTC. */
export function nextSlots(schedule: Schedule, after: number, count: number): number[] {
  const slots: number[] = []
  for (let last = after; slots.length < count; ) {
    last = nextSlot(schedule, last)
    slots.push(last)
  }
  return slots
}
