import { createHash } from 'node:crypto'
import { type FakeAnswer, type FakeRequest, type Fault as SocketFault, startFakeServer } from '../server.ts'
import { type ArxivFacts, entryOf, errorEntry, feedStatusOf } from './feed.ts'
import { atomListing, type ListingFacts } from './listing.ts'

/**
 * `503`: arXiv's rate limit · `html`: a page instead of the feed · `hang`: no answer · `reset`: the connection breaks · an
 * answer: that one
 */
export type ArxivFault = '503' | 'html' | SocketFault | FakeAnswer

export interface FakeArxiv {
  /** The endpoint to use. */
  url: string
  /** Every request so far, faulty ones included. */
  requests: readonly FakeRequest[]
  /** Sets the newest listing, which is the same for all categories; empty at first. */
  setListing(listing: ListingFacts): void
  /** The next requests meet these faults, one each. Replaces faults that weren't met yet. */
  faults(...faults: readonly ArxivFault[]): void
  close(): Promise<void>
}

const ATOM = { 'content-type': 'application/atom+xml; charset=utf-8' }

/** New and old ids, checked as loosely as arXiv does. */
const ID = /^(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})(?:v\d+)?$/

/**
 * A local server that speaks arXiv's `GET /api/query?id_list=` for one id: the paper, a feed without entries, or 400 with a
 * feed that contains an error entry; and `GET /atom/cs.AI+cs.CL`: the newest listing, or 304 to those who have it.
 * @param options.onRequest called with each request before it is answered
 */
export async function startArxiv(
  papers: readonly ArxivFacts[] = [],
  { onRequest }: { onRequest?: (request: FakeRequest) => void } = {},
): Promise<FakeArxiv> {
  const requests: FakeRequest[] = []
  let faults: ArxivFault[] = []
  let listing: ListingFacts = { day: '2026-11-22', entries: [] }

  function answerListing(name: string, { headers }: FakeRequest): FakeAnswer {
    const body = atomListing(name, listing)
    const etag = `"${createHash('md5').update(body).digest('hex')}"`
    return headers['if-none-match'] === etag
      ? { status: 304, headers: { etag } }
      : { headers: { ...ATOM, etag }, body }
  }

  function answer(request: FakeRequest): FakeAnswer {
    const { pathname, searchParams } = request.url
    const [, name] = /^\/atom\/(.+)$/.exec(pathname) ?? []
    if (name) return answerListing(name, request)
    if (pathname !== '/api/query') return { status: 404, body: 'Not found' }
    const id = searchParams.get('id_list') ?? ''
    if (!ID.test(id)) return { status: 400, headers: ATOM, body: feedStatusOf(id, errorEntry(id)) }
    const paper = papers.find(each => each.id === id.replace(/v\d+$/, ''))
    return { headers: ATOM, body: feedStatusOf(id, paper ? entryOf(paper) : '') }
  }

  const server = await startFakeServer(request => {
    requests.push(request)
    onRequest?.(request)
    const fault = faults.shift()
    if (fault === '503') return { status: 503, body: 'Rate exceeded.' }
    if (fault === 'html') {
      return { headers: { 'content-type': 'text/html' }, body: '<html><body>We shall be back.</body></html>' }
    }
    return fault ?? answer(request)
  })

  return {
    url: server.url,
    requests,
    setListing(given) {
      listing = given
    },
    faults(...given) {
      faults = [...given]
    },
    close: server.close,
  }
}
