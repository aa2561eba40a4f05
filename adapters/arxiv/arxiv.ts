import type { PaperLookUp } from '../../src/ports/paper-look-up.ts'
import type { PaperSource, SourceList } from '../../src/ports/paper-source.ts'
import type { RateCounters } from '../../src/ports/rate-counters.ts'
import { SourceError } from '../../src/ports/source-error.ts'
import { answered } from '../shared/http/source-failure.ts'
import { createSourceHttp, type SourceHttpOptions } from '../shared/http/source-http.ts'
import { readFeed } from './feed.ts'
import { type Listing, readListing } from './listing.ts'
import { createTurns, REQUEST_INTERVAL_MS } from './turns.ts'

export interface ArxivOptions extends Pick<SourceHttpOptions, 'log' | 'clock' | 'timeoutMs'> {
  /** Where papers are looked up: `https://export.arxiv.org` */
  endpoint: string
  /** Where the daily listings are: `https://rss.arxiv.org` */
  feed: string
  /** Those whose listings are read. */
  categories: readonly string[]
  /** Paper Round's version, for the User-Agent. */
  version: string
  /** Waits `ms` milliseconds; rejects when the signal aborts. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>
  /** What all processes count together; undefined where there is one. */
  counters?: RateCounters | undefined
}

const NAME = 'arXiv'
/** Further look-ups are rejected: nobody would wait that long. */
const MAX_WAITING = 3

/** The parser is loaded with the first feed: most starts need none. */
async function parseXml(text: string): Promise<unknown> {
  const { XMLParser } = await import('fast-xml-parser')
  // Numbers stay text: 2401.00010 is not 2401.0001.
  const parser = new XMLParser({ parseTagValue: false, ignoreAttributes: false, attributeNamePrefix: '@' })
  try {
    return parser.parse(text)
  } catch (cause) {
    throw new SourceError(`${NAME} sent something other than its feed`, { cause })
  }
}

/**
 * arXiv, within its rate limit: single papers, `GET /api/query?id_list=`, and the newest listing of some categories,
 * `GET /atom/cs.AI+cs.CL`, which comes out on weekdays at midnight in New York.
 */
export function createArxiv(options: ArxivOptions): PaperLookUp & PaperSource {
  const { endpoint, feed, categories, version, wait, counters, ...rest } = options
  const http = createSourceHttp({
    ...rest,
    // Retries count as requests too.
    wait: (ms, signal) => wait(Math.max(ms, REQUEST_INTERVAL_MS), signal),
    name: NAME,
    headers: { 'user-agent': `paper-round/${version}`, accept: 'application/atom+xml' },
    parse: parseXml,
  })
  const inTurn = createTurns(rest.clock, wait, counters)
  let waiting = 0
  /** The last listing, and what arXiv calls this version of it. */
  let last: { listing: Listing; version: Record<string, string> } | undefined

  async function look(id: string, signal: AbortSignal) {
    const url = new URL(`${endpoint}/api/query`)
    url.searchParams.set('id_list', id)
    const answer = await inTurn(() => http.get(url, signal), signal)
    if (answer.kind === 'read') return readFeed(answer.body, id)
    // arXiv's answer to an id that it considers invalid.
    if (answer.status === 400) return undefined
    throw new SourceError(`${NAME} ${answered(answer.status)}`)
  }

  /** The newest listing. One that hasn't changed isn't sent again. */
  async function newestListing(signal: AbortSignal): Promise<Listing> {
    const url = new URL(`${feed}/atom/${categories.join('+')}`)
    const answer = await inTurn(() => http.get(url, signal, last?.version), signal)
    if (answer.kind === 'refused') {
      if (answer.status === 304 && last) return last.listing
      const advice = answer.status === 404 ? '; please check ARXIV_FEED' : ''
      throw new SourceError(`${NAME} ${answered(answer.status)}${advice}`)
    }
    const listing = await readListing(answer.body)
    last = { listing, version: versionOf(answer.headers) }
    return listing
  }

  return {
    name: NAME,
    async find(id, signal) {
      if (waiting >= MAX_WAITING) {
        throw new SourceError(`${NAME} is asked for several papers already, and takes one every 3 s`)
      }
      waiting++
      try {
        return await look(id, signal)
      } finally {
        waiting--
      }
    },
    async list(day, signal): Promise<SourceList> {
      const { papers, skipped } = await newestListing(signal)
      return { papers: papers.filter(({ paper }) => paper.day <= day), skipped }
    },
  }
}

/** Headers that ask for something newer than this answer (RFC 9110, 13.1); none where the server names no version. */
function versionOf(headers: Headers): Record<string, string> {
  const etag = headers.get('etag')
  const modified = headers.get('last-modified')
  return { ...(etag && { 'if-none-match': etag }), ...(modified && { 'if-modified-since': modified }) }
}
