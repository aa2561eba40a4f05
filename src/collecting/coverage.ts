import { z } from 'zod'
import type { KeyValueStore } from '../ports/key-value-store.ts'
import { addDays } from '../time/days.ts'

/** Days, YYYY-MM-DD, both inclusive. */
export interface Span {
  from: string
  to: string
}

/** An old name, under which databases have data. */
const KEY = 'archive'

const spansSchema = z.array(z.object({ from: z.string(), to: z.string() }))

/** Spans of days that are collected and final, in order, with gaps between them. */
export async function readCoverage(keyValues: KeyValueStore): Promise<Span[]> {
  const stored = await keyValues.get(KEY)
  return stored === undefined ? [] : spansSchema.parse(JSON.parse(stored))
}

/** Records that a day is collected and final. If two processes do so at once, one day may be lost and collected again. */
export async function cover(keyValues: KeyValueStore, day: string): Promise<void> {
  await keyValues.set(KEY, JSON.stringify(withDay(await readCoverage(keyValues), day)))
}

/** Adds a day to the spans, merging those that touch. */
export function withDay(spans: readonly Span[], day: string): Span[] {
  const result: Span[] = []
  for (const span of [...spans, { from: day, to: day }].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = result.at(-1)
    if (last && span.from <= addDays(last.to, 1)) last.to = span.to > last.to ? span.to : last.to
    else result.push({ ...span })
  }
  return result
}

export const isCovered = (spans: readonly Span[], day: string): boolean =>
  spans.some(({ from, to }) => from <= day && day <= to)

/** The newest day of a span that isn't collected yet; undefined where all are. */
export const newestMissing = (spans: readonly Span[], span: Span): string | undefined =>
  daysOf(span).find(day => !isCovered(spans, day))

/** Every day of a span, newest first. */
export function daysOf({ from, to }: Span): string[] {
  const days: string[] = []
  for (let day = to; day >= from; day = addDays(day, -1)) days.push(day)
  return days
}
