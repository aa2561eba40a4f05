import { z } from 'zod'
import { readItems } from '../../../adapters/huggingface/paper.ts'
import { openSqliteStore } from '../../../adapters/sqlite/store.ts'
import { COMMON_TOPICS } from '../../../src/search/common-topics.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { type BenchDay, benchDays } from '../days.ts'
import { benchPapers } from '../search/papers.ts'
import type { Addresses } from './orders.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Recorded days that are put into the database, if there are so many. */
const DAYS = 150
/** Addresses of a kind that visitors ask for. */
const MOST = 300

const itemSchema = z.looseObject({ paper: z.looseObject({}) })

/** Lists of days that end yesterday, whenever they were recorded: feeds and topics are about the last month. Newest first. */
export function recentDays(now: number): BenchDay[] {
  return benchDays(DAYS)
    .toReversed()
    .map(({ items }, place) => {
      const at = new Date(Math.floor(now / DAY_MS) * DAY_MS - (place + 1) * DAY_MS + HOUR_MS).toISOString()
      const moved = z
        .array(itemSchema)
        .parse(items)
        .map(({ paper, ...rest }) => ({
          ...rest,
          paper: { ...paper, submittedOnDailyAt: at, publishedAt: at },
        }))
      return { day: at.slice(0, 10), items: moved }
    })
}

const query = (path: string, q: string): string => `${path}?${new URLSearchParams({ q })}`

/**
 * Writes a database of so many papers: those of the days, and others that no list had.
 * @returns what visitors ask for
 */
export async function buildLibrary(
  path: string,
  { count, days, now }: { count: number; days: readonly BenchDay[]; now: number },
): Promise<Addresses> {
  const store = await openSqliteStore({ path, log: silentLog })
  const lists = days.map(({ day, items }) => readItems(items, day).papers)
  for (const papers of lists.toReversed()) await store.papers.record(papers, now)
  const listed = lists.flat().map(({ paper }) => paper)
  const known = new Set(listed.map(({ id }) => id))
  const others = (await benchPapers()).papers.filter(({ id }) => !known.has(id))
  await store.papers.addUnlisted(others.slice(-(count - (await store.papers.count()))), now)
  await store.tidyIndex()
  await store.close()
  const titles = listed.map(({ title }) => title.replaceAll(/[^\p{L}\p{N} ]/gu, ' ').split(/ +/))
  const searches = titles.map(words => words.slice(0, 3).join(' '))
  return {
    day: ['/', '/week', '/month', ...days.map(({ day }) => `/day/${day}`)].slice(0, MOST),
    search: [...COMMON_TOPICS, ...searches].slice(0, MOST).map(words => query('/search', words)),
    paper: listed.slice(0, MOST).map(({ id }) => `/papers/${id}`),
    topic: COMMON_TOPICS.map(words => query('/try', words)),
    feed: [
      '/feeds/atom.xml',
      '/feeds/feed.json',
      '/feeds/atom.xml?by=day',
      '/feeds/atom.xml?by=week',
      ...COMMON_TOPICS.flatMap(words => [query('/feeds/atom.xml', words), query('/feeds/feed.json', words)]),
    ],
  }
}
