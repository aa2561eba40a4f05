import type { Layout } from '../channels/layout.ts'
import { composeDayList } from '../digests/compose-day-list.ts'
import { createRankedPapers } from '../digests/ranked-papers.ts'
import type { Digest } from '../messages/digest.ts'
import type { PaperSource, SourceList } from '../ports/paper-source.ts'
import { addDays, dayAt } from '../time/days.ts'
import { dayTextSeenFrom } from '../time/time-text.ts'

/** How many days back to look for a list. */
const REACH_DAYS = 7

/** Hours after which a day's list is complete: the site's next day has begun. */
const DAY_END_HOURS = 26

async function listOf(
  source: PaperSource,
  now: number,
  date?: string,
): Promise<SourceList & { day: string }> {
  const signal = AbortSignal.timeout(120_000)
  const today = dayAt(now, 'UTC')
  if (date && date > today) throw new Error(`the list of ${dayTextSeenFrom(today, date)} doesn’t exist yet`)
  if (date) return { day: date, ...(await source.list(date, signal)) }
  for (let back = 0; back < REACH_DAYS; back++) {
    const day = addDays(today, -back)
    const list = await source.list(day, signal)
    if (list.papers.length > 0 || list.skipped.length > 0) return { day, ...list }
  }
  throw new Error(`${source.name} has listed no papers in the last ${REACH_DAYS} days`)
}

/**
 * The digest of a day from what the source lists now; nothing is stored.
 * @param options.date YYYY-MM-DD; by default the newest listed day
 * @throws SourceError, and Error if there is nothing in it
 */
export async function newestDigest(
  source: PaperSource,
  options: {
    now: number
    date?: string | undefined
    topic: string
    size: number
    layout: Layout
    ranking: Parameters<typeof createRankedPapers>[2]
  },
): Promise<Digest> {
  const { now, date, topic, size, layout } = options
  const { day, papers, skipped } = await listOf(source, now, date)
  const named = dayTextSeenFrom(dayAt(now, 'UTC'), day)
  const [unread] = skipped
  // A list whose format has changed isn't an empty one.
  if (papers.length === 0 && unread)
    throw new Error(`no paper of ${named} could be understood, of ${skipped.length} listed: ${unread.reason}`)
  if (papers.length === 0) throw new Error(`no papers are listed on ${named}`)
  const asOf = Math.min(now, Date.parse(day) + DAY_END_HOURS * 3_600_000)
  const candidates = papers.map(paper => ({ ...paper, firstSeenAt: paper.paper.listedAt }))
  const rankedPapers = createRankedPapers(candidates, asOf, options.ranking)
  const digest = composeDayList(rankedPapers, topic, { size, layout, seenAt: now })
  if (!digest) throw new Error(`no paper of ${named} matches ${topic}`)
  return digest
}
