import type { FoundPaper, Paper } from '../papers/paper.ts'
import { onlyPaperIdsIn } from '../papers/paper-link.ts'
import { type Hit, type LimitedPaperIndex, type PaperIndex, TooBroadError } from '../ports/paper-index.ts'
import { listText } from '../text/format.ts'
import { tidyTyped } from '../text/typed.ts'
import type { Clock } from '../time/clock.ts'
import { dayAt } from '../time/days.ts'
import { type BroaderHit, broaden, findForms } from './broaden.ts'
import { correct } from './corrections.ts'
import { type Highlight, highlights, highlightText } from './highlights.ts'
import { meantNotes } from './meant-notes.ts'
import { matchingField } from './proximity.ts'
import { documentOf } from './query/document.ts'
import { parseQuery } from './query/parser.ts'
import { printRequest } from './query/printer.ts'
import {
  isPlain,
  type Prefix,
  type Query,
  type SearchRequest,
  type Words,
  withoutCategories,
} from './query/query.ts'
import { typedPhrase } from './query/typed-phrase.ts'
import { fuseRankings } from './rank-fusion.ts'
import { type RankedHit, rankHits, type ScoreParts, type SearchRanking, scoreParts } from './rank-hits.ts'
import type { RelaxedSettings } from './relaxed.ts'
import { termsOf } from './relevance.ts'
import type { Remote } from './remote-search.ts'
import { otherForms } from './short-forms.ts'
import { type SimilarSettings, similarTo, termsOfPaper } from './similar.ts'
import { rankWritten, withWritten } from './written-forms.ts'

/** A search result. */
export interface Found {
  found: FoundPaper
  /** Why it was found, in a few words, for the line below it. */
  reason: string
  highlights: Highlight[]
  /** Absent if only the remote search found it. */
  score?: number
  parts?: ScoreParts
}

export interface SearchPage {
  ok: true
  /** The canonical text of the query. */
  query: string
  /** The results on this page. */
  found: Found[]
  /** Number of results, those that match only some words included; `more` if there are more than were ranked. */
  total: number
  more: boolean
  /** Says above the results that not all of them match all words. */
  lead?: string | undefined
  /** What is missing from the results and why, in sentences. */
  notes: string[]
  /** A suggestion, if little or nothing was found. */
  corrected?: string | undefined
  /** Whether nothing was found because the categories of otherwise matching papers aren't known yet. */
  categoriesUnknown: boolean
  /** Whether nothing was found because no papers are stored yet. */
  nothingStored: boolean
  /** Duration of each step, ms. */
  timings: Record<string, number>
}

export type SearchResult = SearchPage | { ok: false; problem: string }

/** Searches the stored papers, and a remote search if there is one. */
export interface PaperSearch {
  /**
   * Searches for a query as typed; `problem` is a sentence for the person who typed it. A topic with the same text matches the
   * same stored papers.
   * @param page from 1; beyond the last page, the last one is returned
   */
  search(query: string, options: { page: number; pageSize: number }): Promise<SearchResult>
  /** Whether stored papers would match a query if the categories that it asks for were known; a sample of them decides. */
  lacksCategories(query: string): Promise<boolean>
  /** Papers similar to this one, most similar first, with the words that they share as reason. */
  similar(paper: Paper): Promise<Found[]>
  /** The most distinctive words of a paper, best first. */
  terms(paper: Paper): Promise<string[]>
}

export interface SearchSettings {
  ranking: SearchRanking
  relaxed: RelaxedSettings
  similar: SimilarSettings
  /** How many of the newest matches are looked at. */
  cap: number
  /** The database's time for one search, ms. */
  limitMs: number
}

/** With fewer results than this, a correction is suggested. */
const FEW_RESULTS = 3
/** Papers whose categories are looked at. */
const SAMPLE = 50
/** How many distinctive words describe a paper. */
const TERMS = 12
/** How many of our own results are merged with the remote ones. */
const MAX_FUSED = 60

/** How a search's time is shared: half for finding and half for ranking; if finding takes too long, there is less for both again. */
const TIME = { find: 0.5, recent: 0.25, rest: 0.25 }
const RECENT_DAYS = 90
const RECENT_ONLY = `Searching all papers for this takes too long, so these are from the last ${RECENT_DAYS} days. Add a word to narrow it.`

const NAMED_BEGINNINGS = 3

function broadNote(broad: readonly string[]): string {
  const named = broad.slice(0, NAMED_BEGINNINGS).map(each => `“${each}”`)
  const more = broad.length - named.length
  const all = more > 0 ? [...named, `${more} more`] : named
  return `${listText(all)} ${broad.length === 1 ? 'matches' : 'match'} very many words, so only the most common ones were searched for.`
}

const ROUGH_ORDER =
  'This search matches so many papers that the order is approximate. Add a word to narrow it.'

/** The words that are marked in a result: those of the query, or of another way to write it by which the paper was found. */
interface ShownTerms {
  asTyped: readonly (Words | Prefix)[]
  written: ReadonlyMap<number, readonly (Words | Prefix)[]>
}

interface Looked {
  hits: readonly Hit[]
  /** What is missing. */
  notes: readonly string[]
  /** Whether only recent papers were looked at. */
  isRecent: boolean
}

export function createSearch(deps: {
  index: LimitedPaperIndex
  clock: Clock
  settings: SearchSettings
  remote?: Remote | undefined
}): PaperSearch {
  const { index, clock, settings, remote } = deps
  const { ranking, cap, limitMs } = settings
  const today = (): string => dayAt(clock.now(), 'UTC')

  async function order(
    { query, sort }: SearchRequest,
    hits: readonly Hit[],
    context: { index: PaperIndex; phrase: readonly string[] | undefined; onCutOff: () => void },
  ): Promise<readonly (Hit | RankedHit)[]> {
    if (sort === 'new') return hits
    if (sort === 'top') return hits.toSorted((a, b) => b.upvotes - a.upvotes || b.key - a.key)
    return rankHits(query, hits, { ...context, ranking, today: today() })
  }

  /** Our own results merged with the remote ones. */
  async function merge(own: readonly (Hit | RankedHit)[], ids: readonly string[]) {
    const places = new Map((await index.keys(ids)).map(({ id, key }) => [id, key]))
    const theirs = ids.flatMap(id => places.get(id) ?? [])
    const known = new Map(own.map(hit => [hit.key, hit]))
    const first = own.slice(0, MAX_FUSED).map(({ key }) => key)
    const fused = fuseRankings([first, theirs])
    const merged = new Set(fused)
    const hits = fused.map(key => known.get(key) ?? toHit({ key }))
    return [...hits, ...own.filter(({ key }) => !merged.has(key))]
  }

  return {
    async search(text, { page, pageSize }) {
      const typed = tidyTyped(text)
      const ids = onlyPaperIdsIn(typed)
      const parsed = parseQuery(ids.length > 0 ? ids.map(id => `id:${id}`).join(' OR ') : text)
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
      const remoteResult = asksRemote ? remote(words) : undefined
      const options = { today: today(), limit: cap + 1 }
      const looked = await timed('find', findBounded(parsed.query, options))
      if ('problem' in looked) return looked
      const { hits } = looked
      const cutOff: string[] = []
      const limited = index.within(limitMs * (looked.isRecent ? TIME.rest : TIME.find))
      const context = { index: limited, today: options.today, onCutOff: () => void cutOff.push(ROUGH_ORDER) }
      const findOtherForms = async () =>
        findForms(await otherForms(parsed.query, index.shortForms), { ...context, cap })
      // Other forms follow all that match as typed: where these are more than are looked at, on pages that hardly anyone opens.
      const areNear = hits.length <= cap || (page + 1) * pageSize > cap
      // Each takes several questions to the index, which need not wait for each other. The last has no limit, and so goes by itself.
      const [asTyped, written, forms] = await timed(
        'rank',
        Promise.all([
          order(parsed, hits.slice(0, cap), { ...context, phrase: typedPhrase(typed, parsed.query) }),
          parsed.sort === 'relevant' ? rankWritten(parsed.query, { ...context, ranking, cap }) : [],
          parsed.sort === 'relevant' && areNear ? findOtherForms() : [],
        ]),
      )
      const { hits: exact, terms } = withWritten(asTyped, written)
      const corrected =
        exact.length < FEW_RESULTS
          ? await timed(
              'correct',
              correct(parsed.query, { index: limited, today: options.today, found: exact.length }),
            )
          : undefined
      const broader =
        parsed.sort !== 'relevant'
          ? { hits: [], lead: undefined }
          : await timed(
              'broaden',
              broaden(
                parsed.query,
                exact.map(({ key }) => key),
                {
                  ...context,
                  forms,
                  ranking,
                  relaxed: settings.relaxed,
                  pageSize,
                  shown: page * pageSize,
                  isCorrected: corrected !== undefined,
                },
              ),
            )
      const own = [...exact, ...broader.hits.map(({ hit }) => toHit(hit))]
      const answer = remoteResult && (await timed('remote', remoteResult))
      const all = answer && answer.ids.length > 0 ? await timed('merge', merge(own, answer.ids)) : own
      const last = Math.max(1, Math.ceil(all.length / pageSize))
      const start = (Math.min(page, last) - 1) * pageSize
      const shown = {
        terms: { asTyped: termsOf(parsed.query), written: terms },
        broader: new Map(broader.hits.map(each => [each.hit.key, each])),
      }
      const found = await timed('load', load(all.slice(start, start + pageSize), shown))
      const absent =
        answer && 'absent' in answer ? [`${answer.absent}, so these are only from the stored papers.`] : []
      const beyond = [...forms, ...written].flatMap(({ next }) => next ?? [])
      const isFound = all.length > 0
      const meant = ids.length > 0 ? [] : meantNotes(typed, words, { found: isFound, today: options.today })
      return {
        ok: true,
        query: words,
        found,
        lead: broader.lead,
        total: all.length,
        more: hits.length > cap || beyond.some(({ key }) => own.every(hit => hit.key !== key)),
        notes: [
          ...meant,
          ...(await notStored(ids)),
          ...absent,
          ...looked.notes,
          ...(looked.notes.length > 0 ? [] : new Set(cutOff)),
        ],
        corrected,
        categoriesUnknown: !isFound && (await lacksCategories(parsed.query, limited)),
        nothingStored: !isFound && (await isEmpty(limited)),
        timings,
      }
    },
    async lacksCategories(text) {
      const parsed = parseQuery(text)
      return parsed.ok && lacksCategories(parsed.query, index.within(limitMs))
    },
    async similar(paper) {
      const similar = await similarTo(paper, settings.similar, {
        index: index.within(limitMs),
        today: today(),
      })
      return similar.map(({ found, shared }) => ({
        found,
        reason: `shares ${shared.join(', ')}`,
        highlights: [],
      }))
    },
    terms: paper => termsOfPaper(paper, { index, today: today() }, TERMS),
  }

  /** The papers that match a query, or those of them that can be found in time, and what is missing then. */
  async function findBounded(
    query: Query,
    options: { today: string; limit: number },
  ): Promise<Looked | { ok: false; problem: string }> {
    const narrow = await index.narrow(query)
    const notes = narrow.broad.length > 0 ? [broadNote(narrow.broad)] : []
    try {
      return {
        hits: await index.within(limitMs * TIME.find).find(narrow.query, options),
        notes,
        isRecent: false,
      }
    } catch (error) {
      if (!(error instanceof TooBroadError)) throw error
    }
    const recent: Query = { kind: 'since', day: RECENT_DAYS, text: `${RECENT_DAYS}d` }
    const both: Query = { kind: 'and', parts: [narrow.query, recent] }
    const found = await unlessTooBroad(index.within(limitMs * TIME.recent).find(both, options))
    return 'problem' in found ? found : { hits: found, notes: [...notes, RECENT_ONLY], isRecent: true }
  }

  /** Says which of several papers that were searched for by their ids can only be looked up one at a time. */
  async function notStored(ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return []
    const stored = new Set((await index.keys(ids)).map(({ id }) => id))
    const missing = ids.filter(id => !stored.has(id))
    if (missing.length === 0) return []
    return [
      `${listText(missing)} ${missing.length === 1 ? 'isn’t' : 'aren’t'} stored. A search for one id alone looks it up.`,
    ]
  }

  /** Whether no papers are stored. */
  async function isEmpty(limited: PaperIndex): Promise<boolean> {
    const query: Query = { kind: 'everything' }
    const keys = await unlessTooBroad(limited.matching(query, { today: today(), limit: 1 }))
    return !('problem' in keys) && keys.length === 0
  }

  /**
   * Whether papers would match without a category condition, and none of the newest of them has categories. False where finding them
   * takes too long.
   */
  async function lacksCategories(query: Query, limited: PaperIndex): Promise<boolean> {
    const others = withoutCategories(query)
    if (!others) return false
    const keys = await unlessTooBroad(limited.matching(others, { today: today(), limit: SAMPLE }))
    if ('problem' in keys) return false
    const papers = await index.load(keys)
    return papers.length > 0 && papers.every(({ paper }) => !paper.categories)
  }

  async function load(
    hits: readonly (Hit | RankedHit)[],
    { terms, broader }: { terms: ShownTerms; broader: ReadonlyMap<number, BroaderHit> },
  ): Promise<Found[]> {
    const papers = await index.load(hits.map(({ key }) => key))
    const scale = { ranking, todayAt: Date.parse(today()) }
    return papers.map((found, place) => {
      const hit = hits[place]
      const other = hit && broader.get(hit.key)
      const shown = highlights(
        found.paper,
        other?.terms ?? (hit && terms.written.get(hit.key)) ?? terms.asTyped,
      )
      const weighed = hit && 'score' in hit ? { score: hit.score, parts: scoreParts(hit, scale) } : {}
      const matched = highlightText(shown) || (terms.asTyped.length > 0 ? 'close in meaning' : '')
      const reason = other ? (other.form ?? matchedText(found.paper, other.terms)) : matched
      return { found, reason, highlights: shown, ...weighed }
    })
  }
}

/** A hit of which only the position matters for the order. */
const toHit = (hit: Pick<Hit, 'key'>): Hit | RankedHit => ({ dayAt: 0, upvotes: 0, stars: 0, ...hit })

/** How many of the words that a paper matches are named. */
const NAMED_WORDS = 6

/** Which of several words a paper has: `3 of 7 words: agents, memory, planning`. */
function matchedText(paper: Paper, terms: readonly (Words | Prefix)[]): string {
  const document = documentOf(paper)
  const matched = terms.filter(term => matchingField(document, term))
  const named = matched.slice(0, NAMED_WORDS).map(({ text }) => text)
  return `${matched.length} of ${terms.length} words: ${named.join(', ')}${matched.length > NAMED_WORDS ? ', …' : ''}`
}

/** What was found, or why it can't be, for the person who searched. */
async function unlessTooBroad<Found>(
  finding: Promise<readonly Found[]>,
): Promise<readonly Found[] | { ok: false; problem: string }> {
  try {
    return await finding
  } catch (error) {
    if (!(error instanceof TooBroadError)) throw error
    return { ok: false, problem: error.message }
  }
}
