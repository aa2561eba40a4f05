import { wirePaper } from '../fixtures/papers.ts'
import { hasRecordedDays, recordedDays, recordedItems } from '../fixtures/recorded-days.ts'

export interface BenchDay {
  day: string
  items: unknown[]
}

const SENTENCE =
  'We study how small models learn long plans from few examples, and find that order matters most. '

/** A made-up day, about as large as a real one. */
const madeUp = (index: number): BenchDay => {
  const day = new Date(Date.UTC(2026, 9, 1 + index)).toISOString().slice(0, 10)
  const items = Array.from({ length: 23 }, (_, paper) =>
    wirePaper({
      id: `26${String(10 + (index % 3))}.${String(index * 100 + paper).padStart(5, '0')}`,
      title: `How Model ${paper} Learns to Plan on Day ${index}`,
      abstract: SENTENCE.repeat(14),
      upvotes: (paper * 37) % 150,
      day,
    }),
  )
  return { day, items }
}

/** So many days of papers: recorded ones if there are any, else made-up ones. */
export const benchDays = (count: number): BenchDay[] =>
  hasRecordedDays
    ? recordedDays()
        .slice(-count)
        .map(day => ({ day, items: recordedItems(day) }))
    : Array.from({ length: count }, (_, index) => madeUp(index))

export const dataName = hasRecordedDays ? 'recorded days' : 'made-up days (the recorded ones are not here)'
