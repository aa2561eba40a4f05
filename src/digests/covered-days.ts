import { addDays, dayAt } from '../time/days.ts'
import type { Schedule } from '../time/slots.ts'
import { isWeekly, latestSlot } from '../time/slots.ts'
import { type DaySpan, lengthOf } from '../time/spans.ts'

/** The days that an edition takes its papers from. */
export type CoveredDays =
  /** Today (UTC) and the `daysBack` days before. */
  | { kind: 'recent'; daysBack: number }
  /** The days of a weekly edition, and those papers of the day before that were first seen after `lateSince`, ms UTC. */
  | { kind: 'week'; span: DaySpan; lateSince: number }

const DAY_MS = 24 * 3_600_000

/**
 * The days of a slot's edition (ms UTC). A weekly one has the seven days before the slot's own, by the channel's calendar: so each day
 * is in one edition, whatever summer time does, and a late digest has the same papers as a punctual one. The last day may not have been
 * over everywhere; what was listed after the slot is in the next edition.
 */
export function coveredDays(
  schedule: Schedule,
  slotAt: number,
  { daysBack, maxDaysBack }: { daysBack: number; maxDaysBack: number },
): CoveredDays {
  const previousSlotAt = latestSlot(schedule, slotAt - 1)
  if (isWeekly(schedule)) {
    const day = dayAt(slotAt, schedule.timezone)
    return {
      kind: 'week',
      span: { from: addDays(day, -7), to: addDays(day, -1) },
      lateSince: previousSlotAt,
    }
  }
  const days = Math.ceil((slotAt - previousSlotAt) / DAY_MS)
  return { kind: 'recent', daysBack: Math.min(Math.max(days, daysBack), maxDaysBack) }
}

/** What a person gets who asks for an edition of these days now: in a weekly channel, today's papers too. @param today YYYY-MM-DD */
export const upToNow = (covered: CoveredDays, today: string): CoveredDays =>
  covered.kind === 'week' ? { ...covered, span: { from: covered.span.from, to: today } } : covered

/** The first day, YYYY-MM-DD. @param today by UTC */
export const firstDayOf = (covered: CoveredDays, today: string): string =>
  covered.kind === 'week' ? covered.span.from : addDays(today, -covered.daysBack)

/** How many days before today (UTC) they begin. */
export const daysBackOf = (covered: CoveredDays, today: string): number =>
  covered.kind === 'week' ? lengthOf({ from: covered.span.from, to: today }) - 1 : covered.daysBack
