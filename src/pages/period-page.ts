import { collectedSinceText } from '../collecting/background-backfill.ts'
import type { Span } from '../collecting/coverage.ts'
import type { FeedStatus } from '../collecting/feed-status.ts'
import type { LimitedPaperIndex } from '../ports/paper-index.ts'
import type { Papers } from '../ports/papers.ts'
import type { Clock } from '../time/clock.ts'
import { addDays, dayAt } from '../time/days.ts'
import { type DaySpan, isDay, monthOf, monthSpan, weekOf, weekSpan } from '../time/spans.ts'
import { dayTextSeenFrom, monthText, weekText } from '../time/time-text.ts'
import { type PaperList, pageBounds, toEntries } from './entries.ts'
import type { RankSpan } from './ranked-span.ts'
import type { Summary } from './summaries.ts'

export const PERIODS = ['day', 'week', 'month'] as const
export type Period = (typeof PERIODS)[number]

/** The papers of a day, a week or a month, best first, and the way to others. */
export interface PeriodPage {
  period: Period
  /** Its name in URLs: `2026-11-20`, `2026-W47`, `2026-11`. */
  name: string
  title: string
  list: PaperList
  /** The names of the nearest periods with papers. */
  previous?: string | undefined
  next?: string | undefined
  /** The day, week and month that contain it, or that it contains: the newest ones with papers. */
  related: Readonly<Record<Period, string>>
  /** Whether it is yet to begin. */
  isAhead: boolean
  /** How the papers are collected, in sentences, where this period is not over yet or some of its lists are still to come. */
  status?: string | undefined
}

const SPANS: Readonly<Record<Period, (name: string) => DaySpan | undefined>> = {
  day: name => (isDay(name) ? { from: name, to: name } : undefined),
  week: weekSpan,
  month: monthSpan,
}

const NAMES: Readonly<Record<Period, (day: string) => string>> = {
  day: day => day,
  week: weekOf,
  month: monthOf,
}

function titleOf(period: Period, name: string, { from, to }: DaySpan, today: string): string {
  if (period === 'month') return monthText(from)
  if (period === 'week') return weekText(name, { from, to })
  const date = dayTextSeenFrom(today, from)
  if (from === today) return `Today · ${date}`
  return from === addDays(today, -1) ? `Yesterday · ${date}` : date
}

export function createPeriodPages(deps: {
  papers: Pick<Papers, 'daysAround' | 'newestDay'>
  index: Pick<LimitedPaperIndex, 'load'>
  rankSpan: RankSpan
  summary: Summary
  feed: () => Promise<FeedStatus>
  /** Spans of days whose lists are collected and final. */
  coverage: () => Promise<readonly Span[]>
  clock: Clock
  pageSize: number
}) {
  const { papers, index, rankSpan, summary, clock, pageSize } = deps

  /** What is still missing from a period, in sentences. */
  async function statusOf(period: Period, span: DaySpan, today: string): Promise<string | undefined> {
    if (span.from > today) return undefined
    const filling = period === 'day' ? undefined : collectedSinceText(await deps.coverage(), span, today)
    const feed = span.to < today ? undefined : (await deps.feed()).text
    return [filling, feed].filter(Boolean).join(' ') || undefined
  }

  /** @returns undefined where the name isn't one of a period */
  async function find(period: Period, name: string, page: number): Promise<PeriodPage | undefined> {
    const span = SPANS[period](name)
    if (!span) return undefined
    const today = dayAt(clock.now(), 'UTC')
    const { rows, at } = await rankSpan(span)
    const { start, end, ...bounds } = pageBounds(rows.length, { page, pageSize })
    const found = await index.load(rows.slice(start, end).map(({ key }) => key))
    const isOver = span.to < today
    const isAhead = span.from > today
    const context = {
      summary,
      day: period === 'day' ? span.from : addDays(span.to, 1),
      now: isOver ? undefined : at,
    }
    const [{ previous }, { next }] = await Promise.all([
      papers.daysAround(span.from),
      papers.daysAround(span.to),
    ])
    const nearest = rows.length > 0 ? span.to : (previous ?? next ?? span.to)
    const inside = await newestWithin(span, nearest)
    const nameOf = (day: string | undefined): string | undefined => day && NAMES[period](day)
    return {
      period,
      name,
      title: titleOf(period, name, span, today),
      list: {
        ...toEntries(
          found.map(found => ({ found })),
          context,
        ),
        ...bounds,
        firstNumber: start + 1,
        total: rows.length,
      },
      previous: nameOf(previous),
      next: nameOf(next),
      related: { day: inside, week: weekOf(inside), month: monthOf(inside) },
      isAhead,
      status: await statusOf(period, span, today),
    }
  }

  /** The newest day of a span that has papers. */
  async function newestWithin({ from, to }: DaySpan, otherwise: string): Promise<string> {
    const { previous } = await papers.daysAround(addDays(to, 1))
    return previous && previous >= from ? previous : otherwise
  }

  return {
    find,
    /** The newest day with papers; undefined where none was ever collected. */
    async newest(page: number): Promise<PeriodPage | undefined> {
      const day = await papers.newestDay()
      return day === undefined ? undefined : find('day', day, page)
    },
  }
}
