import { type FakeAnswer, type FakeRequest, type Fault as SocketFault, startFakeServer } from '../server.ts'
import { answerFault, type Fault } from './faults.ts'
import { answerList } from './list.ts'
import { answerSingle, isSingle } from './single.ts'

export interface HuggingFaceOptions {
  /** Items by day (YYYY-MM-DD), in the API's schema: see `wirePaper`. Days that aren't named are empty, like weekends. */
  days?: Readonly<Record<string, readonly unknown[]>>
  /** Items that are on no list but can be looked up, like those of all days. */
  unlisted?: readonly unknown[]
  /** The results of its search, by query. */
  found?: Readonly<Record<string, readonly unknown[]>>
  /** If given, requests without this token are rejected. */
  token?: string
  /** The server's clock, ms UTC. Without one no day is in the future, and a used-up limit stays used up. */
  now?: () => number
  /** Called with each request before it is answered. */
  onRequest?: (request: FakeRequest) => void
}

export interface FakeHuggingFace {
  /** The endpoint to use. */
  url: string
  /** Every request so far, faulty ones included. */
  requests: readonly FakeRequest[]
  /** Sets what a day (YYYY-MM-DD) lists from now on. */
  setDay(day: string, items: readonly unknown[]): void
  /** The next requests meet these faults or answers, in this order. Replaces faults that weren't met yet. */
  faults(...faults: readonly (Fault | SocketFault | FakeAnswer)[]): void
  /**
   * Answers this many more requests, then 429 until the limits are set again or, by its clock, so many seconds have passed. The
   * headers announce them.
   */
  setLimits(remaining: number, seconds: number): void
  close(): Promise<void>
}

const SEARCH = '/api/papers/search'

/** The API's limit for requests without a token: so many in so many seconds. */
const LIMITS = { remaining: 500, seconds: 300 }

/** Answers a search as the API does: in its own order, 400 for a query that is too long. */
function answerSearch(
  { searchParams }: URL,
  found: Readonly<Record<string, readonly unknown[]>>,
): FakeAnswer {
  const question = searchParams.get('q') ?? ''
  if (question === '' || question.length > 250) return { status: 400, body: { error: 'Invalid "q"' } }
  const items = new Map(Object.entries(found)).get(question) ?? []
  return { body: items.slice(0, Number(searchParams.get('limit') ?? 120)) }
}

/**
 * A local server that speaks Hugging Face's `GET /api/daily_papers`, `GET /api/papers/{id}` and `GET /api/papers/search`: lists,
 * paging, single papers, searches, rate limits, tokens, and faults.
 */
export async function startHuggingFace(options: HuggingFaceOptions = {}): Promise<FakeHuggingFace> {
  const { token, unlisted = [], found = {}, now = () => Number.POSITIVE_INFINITY, onRequest } = options
  const days = new Map(Object.entries(options.days ?? {}))
  const requests: FakeRequest[] = []
  let faults: (Fault | SocketFault | FakeAnswer)[] = []
  let limits = { ...LIMITS, since: now() }

  /** Without a clock it never is. */
  const isRenewed = (): boolean => now() - limits.since >= limits.seconds * 1_000

  const server = await startFakeServer(request => {
    requests.push(request)
    onRequest?.(request)
    const { headers } = request
    if (isRenewed()) limits = { ...LIMITS, since: now() }
    const within = limits.remaining-- > 0
    const limit = { ratelimit: `"api";r=${Math.max(0, limits.remaining)};t=${limits.seconds}` }
    if (!within) return { status: 429, body: { error: 'We had to rate limit your IP.' }, headers: limit }
    if (token && headers.authorization !== `Bearer ${token}`) {
      return { status: 401, body: { error: 'Invalid credentials in Authorization header' }, headers: limit }
    }
    if (request.url.pathname !== '/api/daily_papers' && !isSingle(request.url)) {
      return {
        status: 404,
        body: { error: 'Sorry, we can’t find the page you are looking for.' },
        headers: limit,
      }
    }
    const url = new URL(request.url)
    url.host = headers.host ?? url.host
    const answer =
      url.pathname === SEARCH
        ? answerSearch(url, found)
        : isSingle(url)
          ? answerSingle(url, [...days.values(), unlisted].flat())
          : answerList(url, { days, now: now() })
    const whole = { ...answer, headers: { ...limit, ...answer.headers } }
    const fault = faults.shift()
    if (fault === undefined) return whole
    return typeof fault === 'object' && 'kind' in fault ? answerFault(fault, whole) : fault
  })

  return {
    url: server.url,
    requests,
    setDay(day, items) {
      days.set(day, items)
    },
    faults(...given) {
      faults = given.flatMap(fault => {
        const times = typeof fault === 'object' && 'kind' in fault ? (fault.times ?? 1) : 1
        return Array.from({ length: times }, () => fault)
      })
    },
    setLimits(remaining, seconds) {
      limits = { remaining, seconds, since: now() }
    },
    close: server.close,
  }
}
