import { existsSync } from 'node:fs'
import type { Candidate, ListedPaper } from '../../../src/papers/paper.ts'
import { addDays } from '../../../src/time/days.ts'
import { hasRecordedDays, recordedDays } from '../../fixtures/recorded-days.ts'
import { ORDERS, type Order } from './orders.ts'
import { finalList, REPLAY, type Reading, randomReading, startReplay } from './readings.ts'

/**
 * `npm run bench:ranking`: how well papers are ordered in the morning, judged by the upvotes that they have in the end. Orders are
 * chosen by the older half of the recorded days; the newer half says what they are worth.
 * - list: NDCG@5 of a day's list at 09:00 and 16:00 UTC
 * - digest: five papers each morning of those of four days that weren't in an earlier digest: NDCG@5, and their final upvotes as a
 *   share of those of the most upvoted papers of all days, as many as were posted
 * - week, month: NDCG@5 of the papers of 7 and of 30 days, on every fifth morning; `RANKING.longer` has other exponents for them
 */

const HOUR_MS = 3_600_000
const SHOWN = 5
const DAYS_BACK = 3
const MORNING = 9
const AFTERNOON = 16
const PERIODS = [7, 30]
const PERIOD_EVERY = 5

const days = recordedDays()
const halves = [days.slice(0, days.length / 2), days.slice(days.length / 2)]
const finals = new Map(
  days.map(day => [day, new Map(finalList(day).map(({ paper, counts }) => [paper.id, counts.upvotes]))]),
)
const finalOf = ({ paper }: ListedPaper): number => finals.get(paper.day)?.get(paper.id) ?? 0

/** Normalised discounted cumulative gain (Järvelin and Kekäläinen, 2002) of the first papers. */
function ndcg(papers: readonly ListedPaper[]): number {
  const dcg = (gains: readonly number[]): number =>
    gains.slice(0, SHOWN).reduce((sum, gain, index) => sum + gain / Math.log2(index + 2), 0)
  const gains = papers.map(finalOf)
  const ideal = dcg(gains.toSorted((a, b) => b - a))
  return ideal > 0 ? dcg(gains) / ideal : 1
}

/** A day's papers at a moment, with their growth as the store measures it: over a day, else since an hour after they were listed. */
async function candidatesOf(day: string, at: number, reading: Reading): Promise<Candidate[]> {
  const dayBefore = await reading(day, at - 24 * HOUR_MS)
  const hours = Array.from({ length: Math.min(MORNING, (at - Date.parse(day)) / HOUR_MS) }, (_, hour) => hour)
  const earlier = new Map<string, { upvotes: number; stars: number | undefined; hours: number }>()
  if (dayBefore.length === 0) {
    for (const hour of hours.toReversed()) {
      const then = Date.parse(day) + hour * HOUR_MS
      for (const { paper, counts } of await reading(day, then))
        earlier.set(paper.id, { ...counts, stars: counts.stars, hours: (at - then) / HOUR_MS })
    }
  }
  for (const { paper, counts } of dayBefore)
    earlier.set(paper.id, { ...counts, stars: counts.stars, hours: 24 })
  return (await reading(day, at)).map(listed => {
    const before = earlier.get(listed.paper.id)
    const { stars } = listed.counts
    return {
      ...listed,
      firstSeenAt: listed.paper.listedAt,
      growth: before && {
        upvotes: listed.counts.upvotes - before.upvotes,
        stars: stars === undefined || before.stars === undefined ? undefined : stars - before.stars,
        hours: before.hours,
      },
    }
  })
}

interface Period {
  now: number
  papers: readonly Candidate[]
}

interface Morning {
  now: number
  list: readonly Candidate[]
  /** Those of the day and of the days before. */
  recent: readonly Candidate[]
  afternoon: readonly Candidate[]
}

async function morningOf(day: string, reading: Reading): Promise<Morning> {
  const now = Date.parse(day) + MORNING * HOUR_MS
  const list = await candidatesOf(day, now, reading)
  const recent = [...list]
  for (let back = 1; back <= DAYS_BACK; back++) {
    const earlier = addDays(day, -back)
    if (finals.has(earlier)) recent.push(...(await candidatesOf(earlier, now, reading)))
  }
  return {
    now,
    list,
    recent,
    afternoon: await candidatesOf(day, now + (AFTERNOON - MORNING) * HOUR_MS, reading),
  }
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

function figuresOf(order: Order, mornings: readonly Morning[]): number[] {
  const isLong = (list: readonly Candidate[]): boolean => list.length > SHOWN
  const posted = new Map<string, number>()
  const digests = mornings.map(({ now, recent }) => {
    const unposted = order(
      recent.filter(({ paper }) => !posted.has(paper.id)),
      now,
    )
    for (const candidate of unposted.slice(0, SHOWN)) posted.set(candidate.paper.id, finalOf(candidate))
    return ndcg(unposted)
  })
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const every = new Map(
    mornings.flatMap(({ recent }) => recent.map(one => [one.paper.id, finalOf(one)] as const)),
  )
  const best = [...every.values()].sort((a, b) => b - a).slice(0, posted.size)
  return [
    mean(mornings.filter(({ list }) => isLong(list)).map(({ now, list }) => ndcg(order(list, now)))),
    mean(
      mornings
        .filter(({ afternoon }) => isLong(afternoon))
        .map(({ now, afternoon }) => ndcg(order(afternoon, now + (AFTERNOON - MORNING) * HOUR_MS))),
    ),
    mean(digests),
    sum([...posted.values()]) / sum(best),
  ]
}

/** The papers of a week, and of a month, without growth. */
async function periodsOf(mornings: readonly string[], daysBack: number, reading: Reading): Promise<Period[]> {
  const periods: Period[] = []
  for (const [index, day] of mornings.entries()) {
    const now = Date.parse(day) + MORNING * HOUR_MS
    const covered = days.filter(other => other <= day && other > addDays(day, -daysBack))
    if (index % PERIOD_EVERY > 0 || days[0] === undefined || addDays(day, -daysBack) < days[0]) continue
    const papers: Candidate[] = []
    for (const other of covered) {
      const list = await reading(other, now)
      papers.push(...list.map(listed => ({ ...listed, firstSeenAt: listed.paper.listedAt })))
    }
    periods.push({ now, papers })
  }
  return periods
}

async function printTable(title: string, reading: Reading): Promise<void> {
  const parts: { mornings: Morning[]; periods: Period[][] }[] = []
  for (const half of halves) {
    const mornings: Morning[] = []
    for (const day of half) mornings.push(await morningOf(day, reading))
    const periods: Period[][] = []
    for (const daysBack of PERIODS) periods.push(await periodsOf(half, daysBack, reading))
    parts.push({ mornings, periods })
  }
  const columns = ['list 9h', 'list 16h', 'digest', 'share', 'week', 'month']
  console.log(`\n${title}`)
  console.log(
    `${''.padEnd(38)}${halves.map(half => `${half[0]} … ${half.at(-1)} (${half.length})`.padEnd(56)).join('')}`,
  )
  console.log(
    `${''.padEnd(38)}${halves.map(() => `${columns.map(name => name.padEnd(9)).join('')}  `).join('')}`,
  )
  for (const [name, order] of Object.entries(ORDERS)) {
    const cells = parts.map(({ mornings, periods }) =>
      [
        ...figuresOf(order, mornings),
        ...periods.map(period => mean(period.map(({ now, papers }) => ndcg(order(papers, now))))),
      ]
        .map(value => value.toFixed(3).padEnd(9))
        .join(''),
    )
    console.log(`${name.padEnd(38)}${cells.join('  ')}`)
  }
}

async function main(): Promise<void> {
  if (!hasRecordedDays || !existsSync(REPLAY)) {
    console.log(
      'The recorded days or the replay server are not here: there is nothing to judge the order by.',
    )
    return
  }
  console.log(`${days.length} recorded days, judged by their final upvotes: chosen by the older half (left)`)
  const replay = await startReplay()
  try {
    await printTable('Replay server: all counts grow by one curve', replay.reading)
  } finally {
    replay.stop()
  }
  await printTable('Random: each upvote at a random moment, each paper at its own speed', randomReading())
}

await main()
