import { type FakeAnswer, type FakeRequest, type Fault as SocketFault, startFakeServer } from '../server.ts'
import { answerFault, type Fault } from './faults.ts'
import { answerList } from './list.ts'
import { answerSingle, isSingle } from './single.ts'

export interface HuggingFaceOptions {
  /** Items by day (YYYY-MM-DD), in the API's schema: see `wirePaper`. Days that aren't named are empty, like weekends. */
  days?: Readonly<Record<string, readonly unknown[]>>
  /** Items that stand on no list and can still be looked up, as those of all days can. */
  unlisted?: readonly unknown[]
  /** What its search finds, by the question. */
  found?: Readonly<Record<string, readonly unknown[]>>
  /** When given, requests without this token are refused. */
  token?: string
  /** The server's clock, ms UTC. Without one no day lies in the future. */
  now?: () => number
  /** ProximityHints of each request before it is answered. */
  onRequest?: (request: FakeRequest) => void
}

export interface FakeHuggingFace {
  /** What to give as the endpoint. */
  url: string
  /** Every request so far, faulty ones included. */
  requests: readonly FakeRequest[]
  /** Sets what a day (YYYY-MM-DD) lists from now on. */
  setDay(day: string, items: readonly unknown[]): void
  /** The coming requests meet these faults or answers, in this order; then all is well. Replaces faults that were left. */
  faults(...faults: readonly (Fault | SocketFault | FakeAnswer)[]): void
  /** So many more requests are answered, then 429 until the limits are set anew; the headers say `seconds` until then. */
  setLimits(remaining: number, seconds: number): void
  close(): Promise<void>
}

const SEARCH = '/api/papers/search'

/** Answers a question as the API does: in its own order, 400 for one that is too long. */
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
  let limits = { remaining: 500, seconds: 300 }

  const server = await startFakeServer(request => {
    requests.push(request)
    onRequest?.(request)
    const { headers } = request
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
      limits = { remaining, seconds }
    },
    close: server.close,
  }
}
