import type { RankedPapers } from '../digests/ranked-papers.ts'
import type { Rankings } from '../digests/rankings.ts'
import { createBoundedMap } from '../lib/bounded-map.ts'
import { inSlices } from '../lib/in-slices.ts'
import type { RankedPaper } from '../papers/rank.ts'
import { COMMON_TOPICS } from '../search/common-topics.ts'
import { asksForUnvoted, EVERYTHING, parseTopic, topicKey } from '../search/topics.ts'
import { plural } from '../text/format.ts'
import type { Clock } from '../time/clock.ts'

export interface SubscribingSettings {
  /** The days that show what a topic matches, today included. */
  days: number
  /** Papers shown as examples. */
  examples: number
  /** Starter topics offered. */
  starters: number
  /** Fewer papers are too few to subscribe without asking. */
  fewestPapers: number
  /** A larger share of all papers is nearly everything. */
  largestShare: number
  /** Of fewer papers, a share says nothing. */
  papersForShare: number
  /** Of two starters that share this much of their papers or more, the second is left out. */
  sameShare: number
}

export interface CountedTopic {
  topic: string
  papers: number
}

/** What a topic matched in the last week. */
export interface TopicMatch {
  papers: readonly RankedPaper[]
  /** How many papers there were. */
  all: number
  /** The best papers, as many as are shown. */
  examples: readonly RankedPaper[]
  /** Whether that is too few or too many to subscribe without asking. */
  doubt?: 'few' | 'nearly all' | undefined
}

/** Counts what topics matched in the last week. */
export interface TopicWeek {
  match(topic: string): Promise<TopicMatch>
  /** Keywords and common topics with a word that begins with what was typed, those with most papers first. */
  beginningWith(typed: string, limit: number): Promise<CountedTopic[]>
  /** How many papers a topic as typed matched; undefined if it isn't a topic. */
  count(typed: string): Promise<number | undefined>
  /** A few topics to begin with, those with most papers first, no two of which mean nearly the same. @param without topics to leave out */
  starters(without: readonly string[]): Promise<CountedTopic[]>
  /** Prepares suggestions, so that the first person who types needn't wait. Never rejects. */
  warm(): Promise<void>
}

/** `agents · 143 papers a week`, with the topic cut so that the whole has at most `limit` characters. */
export function countedLabel(
  { topic, papers }: CountedTopic,
  cut: (text: string, limit: number) => string,
  limit: number,
): string {
  const count = ` · ${plural(papers, 'paper')} a week`
  return `${cut(topic, limit - count.length)}${count}`
}

/** Suggestions older than this are renewed, ms; counts change by the hour. */
const RENEW_AFTER_MS = 60_000
/** Suggestions older than this aren't shown, ms. */
const MAX_AGE_MS = 3_600_000
/** Keywords whose readings are remembered; a week has some hundreds to thousands. */
const MAX_READINGS = 5_000
/** How many candidates are counted at once: those that most papers have as a keyword. */
const MAX_COUNTED = 200

export function createTopicWeek(deps: {
  rankings: Pick<Rankings, 'recent'>
  clock: Clock
  settings: SubscribingSettings
}): TopicWeek {
  const { rankings, clock, settings } = deps
  const weeks = createBoundedMap<'week', { at: number; week: Promise<Suggestible> }>(1, {
    afterMs: MAX_AGE_MS,
    now: clock.now,
  })
  let renewal: Promise<void> | undefined
  const readings = createBoundedMap<string, Reading | undefined>(MAX_READINGS)

  /** Parsing takes longer than counting, and the same keywords come every week. */
  function read(candidate: string): Reading | undefined {
    if (readings.has(candidate)) return readings.get(candidate)
    const parsed = parseTopic(candidate)
    const reading =
      parsed.ok && parsed.topic !== EVERYTHING
        ? { topic: parsed.topic, key: topicKey(parsed.topic) }
        : undefined
    readings.set(candidate, reading)
    return reading
  }

  /** The candidates that are topics with papers, each in one spelling, those with most papers first. */
  async function countAll(candidates: readonly string[], week: RankedPapers): Promise<CountedTopic[]> {
    const byKey = new Map<string, CountedTopic>()
    await inSlices(candidates.slice(0, MAX_COUNTED), candidate => {
      const reading = read(candidate)
      if (!reading || byKey.has(reading.key)) return
      byKey.set(reading.key, { topic: reading.topic, papers: week.matching(reading.topic).length })
    })
    return [...byKey.values()].filter(({ papers }) => papers > 0).sort((a, b) => b.papers - a.papers)
  }

  /** Prepares to match topics in the background, because reading a week of abstracts takes long. */
  async function lastWeek(topic = EVERYTHING): Promise<RankedPapers> {
    const week = await rankings.recent({ daysBack: settings.days - 1, topic })
    await week.prepare()
    return week
  }

  /** An older week is good enough while a newer one is prepared, because people who type shouldn't wait for that. */
  function suggestible(): Promise<Suggestible> {
    const known = weeks.get('week')
    const at = clock.now()
    if (known && (renewal || Math.abs(at - known.at) < RENEW_AFTER_MS)) return known.week
    const week = lastWeek().then(papers => ({ papers, candidates: candidatesOf(papers) }))
    if (!known) {
      weeks.set('week', { at, week })
      week.catch(() => weeks.delete('week'))
      return week
    }
    renewal = week
      .then(async ({ papers, candidates }) => {
        // The week remembers what a topic matches, so the first person who types needn't wait.
        await countAll(candidates, papers)
        weeks.set('week', { at, week })
      })
      .catch(() => weeks.delete('week'))
      .finally(() => {
        renewal = undefined
      })
    return known.week
  }

  function doubtOf(papers: number, all: number): TopicMatch['doubt'] {
    if (all === 0) return undefined
    if (papers < settings.fewestPapers) return 'few'
    return all >= settings.papersForShare && papers > all * settings.largestShare ? 'nearly all' : undefined
  }

  return {
    async match(topic) {
      const week = await lastWeek(topic)
      const papers = week.matching(topic)
      const all = week.papers.length
      return {
        papers,
        all,
        examples: papers.slice(0, settings.examples),
        doubt: topic === EVERYTHING ? undefined : doubtOf(papers.length, all),
      }
    },
    async beginningWith(typed, limit) {
      const { papers, candidates } = await suggestible()
      const prefix = typed.toLowerCase()
      const fitting = candidates.filter(topic => ` ${topic}`.includes(` ${prefix}`))
      return (await countAll(fitting, papers)).slice(0, limit)
    },
    async count(typed) {
      const parsed = parseTopic(typed)
      if (!parsed.ok) return undefined
      const { topic } = parsed
      const { papers } = asksForUnvoted(topic) ? { papers: await lastWeek(topic) } : await suggestible()
      return papers.matching(topic).length
    },
    async starters(without) {
      const { papers, candidates } = await suggestible()
      const keys = new Set(without.map(topicKey))
      const all = papers.papers.length
      const chosen: CountedTopic[] = []
      for (const counted of await countAll(candidates, papers)) {
        if (chosen.length === settings.starters) break
        if (doubtOf(counted.papers, all) || keys.has(topicKey(counted.topic))) continue
        const ids = idsOf(counted.topic, papers)
        const isNew = chosen.every(({ topic }) => sharedPart(ids, idsOf(topic, papers)) < settings.sameShare)
        if (isNew) chosen.push(counted)
      }
      return chosen
    },
    async warm() {
      await suggestible()
        .then(({ papers, candidates }) => countAll(candidates, papers))
        .catch(() => {})
    },
  }
}

/** A candidate as a topic, and what its other spellings have in common. */
interface Reading {
  topic: string
  key: string
}

/** The last week, and what may be suggested for it: common topics, then the papers' keywords, the most frequent first. */
interface Suggestible {
  papers: RankedPapers
  candidates: readonly string[]
}

function candidatesOf({ papers }: RankedPapers): string[] {
  const frequency = new Map<string, number>()
  for (const { paper } of papers) {
    for (const keyword of paper.keywords) {
      const name = keyword.toLowerCase()
      frequency.set(name, (frequency.get(name) ?? 0) + 1)
    }
  }
  const keywords = [...frequency].sort(([, a], [, b]) => b - a).map(([name]) => name)
  return [...new Set([...COMMON_TOPICS, ...keywords])]
}

const idsOf = (topic: string, week: RankedPapers): ReadonlySet<string> =>
  new Set(week.matching(topic).map(({ paper }) => paper.id))

/** The papers that both have, as a part of those that either has. */
const sharedPart = (a: ReadonlySet<string>, b: ReadonlySet<string>): number =>
  a.intersection(b).size / a.union(b).size
