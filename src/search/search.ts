import type { FoundPaper, Paper } from '../papers/paper.ts'
import type { Hit, PaperIndex } from '../ports/paper-index.ts'
import type { Clock } from '../time/clock.ts'
import { dayAt } from '../time/days.ts'
import { correct } from './corrections.ts'
import { type Highlight, highlights, highlightText } from './highlights.ts'
import { parseQuery } from './query/parser.ts'
import { printRequest } from './query/printer.ts'
import { isPlain, type SearchRequest } from './query/query.ts'
import { fuse } from './rank-fusion.ts'
import { type RankedHit, rankHits, type ScoreParts, type SearchRanking, scoreParts } from './rank-hits.ts'
import { termsOf } from './relevance.ts'
import type { Remote } from './remote-search.ts'
import { similarTo, termsOfPaper } from './similar.ts'

/** A paper that was found, and why. */
export interface Found {
  found: FoundPaper
  /** Why it is here, in few words, for the line below it. */
  reason: string
  highlights: Highlight[]
  /** What its place comes from; absent where only the other search knew it. */
  score?: number
  parts?: ScoreParts
}

export interface SearchPage {
  ok: true
  /** The query as it was understood, written as one would type it. */
  query: string
  /** The papers of the page asked for. */
  found: Found[]
  /** Of how many; `more` where there are more than are looked at. */
  total: number
  more: boolean
  /** What the answer lacks and why, in sentences. */
  notes: string[]
  /** What may have been meant, where little or nothing was found. */
  corrected?: string | undefined
  /** ms that each part took. */
  timings: Record<string, number>
}

export type SearchResult = SearchPage | { ok: false; problem: string }

/** Finds papers among those kept, and by another search where there is one. */
export interface PaperSearch {
  /**
   * Papers that a query asks for; or what is wrong with the query, in a sentence for who typed it. What it finds by itself is
   * what a topic of the same words follows.
   * @param page from 1; a page beyond the last one is the last
   */
  search(query: string, options: { page: number; pageSize: number }): Promise<SearchResult>
  /** Papers that resemble this one, most alike first, each with what they share. */
  similar(paper: Paper): Promise<Found[]>
  /** The words that loadHints a paper from others, most telling first. */
  terms(paper: Paper): Promise<string[]>
}

export interface SearchSettings {
  ranking: SearchRanking
  /** So many of the newest matches are ranked; in a list of the newest there is nothing to rank. */
  cap: number
}

/** Where fewer are found, a word may be mistyped. */
const FEW_RESULTS = 3
/** The most of our own results that the other search's are merged into. */
const MAX_FUSED = 60

export function createSearch(deps: {
  index: PaperIndex
  clock: Clock
  settings: SearchSettings
  remote?: Remote | undefined
}): PaperSearch {
  const { index, clock, settings, remote } = deps
  const { ranking, cap } = settings
  const today = (): string => dayAt(clock.now(), 'UTC')

  async function order(
    { query, sort }: SearchRequest,
    hits: readonly Hit[],
  ): Promise<readonly (Hit | RankedHit)[]> {
    if (sort === 'new') return hits
    if (sort === 'top') return hits.toSorted((a, b) => b.upvotes - a.upvotes || b.key - a.key)
    return rankHits(query, hits, { index, ranking, today: today() })
  }

  /** Our own list with what the other search found in it. */
  async function merge(own: readonly (Hit | RankedHit)[], ids: readonly string[]) {
    const places = new Map((await index.keys(ids)).map(({ id, key }) => [id, key]))
    const theirs = ids.flatMap(id => places.get(id) ?? [])
    const known = new Map(own.map(hit => [hit.key, hit]))
    const first = own.slice(0, MAX_FUSED).map(({ key }) => key)
    const fused = fuse([first, theirs])
    const merged = new Set(fused)
    const hits = fused.map(key => known.get(key) ?? { key, dayAt: 0, upvotes: 0, stars: 0 })
    return [...hits, ...own.filter(({ key }) => !merged.has(key))]
  }

  return {
    async search(text, { page, pageSize }) {
      const parsed = parseQuery(text)
      if (!parsed.ok) return parsed
      const timings: Record<string, number> = {}
      const timed = async <T>(name: string, work: Promise<T>): Promise<T> => {
        const begun = performance.now()
        const done = await work
        timings[name] = performance.now() - begun
        return done
      }
      const words = printRequest(parsed)
      const asksRemote = remote && parsed.sort === 'relevant' && isPlain(parsed.query)
      const asking = asksRemote ? remote(words) : undefined
      const options = { today: today(), limit: cap + 1 }
      const hits = await timed('find', index.find(parsed.query, options))
      const own = await timed('rank', order(parsed, hits.slice(0, cap)))
      const answer = asking && (await timed('remote', asking))
      const all = answer && answer.ids.length > 0 ? await timed('merge', merge(own, answer.ids)) : own
      const corrected =
        hits.length < FEW_RESULTS
          ? await timed('correct', correct(parsed.query, { index, today: options.today, found: hits.length }))
          : undefined
      const last = Math.max(1, Math.ceil(all.length / pageSize))
      const start = (Math.min(page, last) - 1) * pageSize
      const found = await timed('load', load(all.slice(start, start + pageSize), parsed))
      const notes =
        answer && 'absent' in answer ? [`${answer.absent}, so these are from what is kept here.`] : []
      return {
        ok: true,
        query: words,
        found,
        total: all.length,
        more: hits.length > cap,
        notes,
        corrected,
        timings,
      }
    },
    async similar(paper) {
      const similar = await similarTo(paper, index, today())
      return similar.map(({ found, shared }) => ({
        found,
        reason: `shares ${shared.join(', ')}`,
        highlights: [],
      }))
    },
    terms: paper => termsOfPaper(paper, index),
  }

  async function load(hits: readonly (Hit | RankedHit)[], { query }: SearchRequest): Promise<Found[]> {
    const terms = termsOf(query)
    const papers = await index.load(hits.map(({ key }) => key))
    const scale = { ranking, todayAt: Date.parse(today()) }
    return papers.map((found, place) => {
      const shown = highlights(found.paper, terms)
      const hit = hits[place]
      const weighed = hit && 'score' in hit ? { score: hit.score, parts: scoreParts(hit, scale) } : {}
      const reason = highlightText(shown) || (terms.length > 0 ? 'close in meaning' : '')
      return { found, reason, highlights: shown, ...weighed }
    })
  }
}
