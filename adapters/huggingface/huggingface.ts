import type { Log } from '../../src/ports/log.ts'
import type { PaperLookUp } from '../../src/ports/paper-look-up.ts'
import type { PaperSource } from '../../src/ports/paper-source.ts'
import type { RemoteSearch } from '../../src/ports/remote-search.ts'
import { SourceError } from '../../src/ports/source-error.ts'
import type { Clock } from '../../src/time/clock.ts'
import { answered } from '../shared/http/source-failure.ts'
import { createSourceHttp, type SourceHttpOptions } from '../shared/http/source-http.ts'
import { nextPage } from './next-page.ts'
import { idOf, lackOfItem, readFound, readItems, readPaper } from './paper.ts'

export interface HuggingFaceOptions {
  /** `https://huggingface.co`, or a mirror of it. */
  endpoint: string
  /** Goes to the endpoint's origin only. */
  token?: string | undefined
  /** Paper Round's version, for the User-Agent. */
  version: string
  log: Log
  clock: Clock
  /** For one request, ms; 20 s by default. */
  timeoutMs?: SourceHttpOptions['timeoutMs']
  wait?: SourceHttpOptions['wait']
}

const NAME = 'Hugging Face'
/** The API's maximum; its default of 50 truncates busy days. */
const PAGE_SIZE = 100
/** The fullest day so far had 92 papers. */
const MAX_PAGES = 20
/** The longest query its search accepts, in characters, and how many results we ask for. */
const MAX_QUERY = 250
const RESULTS = 30
/** With this many unreadable items and no readable one, the format must have changed. */
const MANY_ITEMS = 5

/** What may be wrong on our side, by status. */
const ADVICE: Readonly<Record<number, string>> = {
  401: 'please check HF_TOKEN',
  403: 'please check HF_TOKEN',
  404: 'please check HF_ENDPOINT',
}

/**
 * Daily Papers of Hugging Face, or of a mirror: `GET /api/daily_papers?date=`, all pages; and its single papers,
 * `GET /api/papers/{id}`, and its search by meaning, `GET /api/papers/search?q=`.
 */
export function createHuggingFace({
  endpoint,
  token,
  version,
  ...rest
}: HuggingFaceOptions): PaperSource & PaperLookUp & RemoteSearch {
  const { log, clock } = rest
  const httpOptions = {
    ...rest,
    name: NAME,
    headers: {
      'user-agent': `paper-round/${version}`,
      // fetch drops it when a redirect leads to another origin.
      authorization: token && `Bearer ${token}`,
    },
  }
  const http = createSourceHttp(httpOptions)
  // Searches have a rate limit of their own; when it is used up, lists don't wait for it.
  const searchHttp = createSourceHttp(httpOptions)

  async function readPage(
    url: URL,
    signal: AbortSignal,
  ): Promise<{ items: unknown[]; next?: URL | undefined }> {
    const answer = await http.get(url, signal)
    if (answer.kind === 'refused') {
      // By our clock the day has begun, by theirs it hasn't.
      if (answer.status === 400 && /future/i.test(answer.reason)) {
        log.debug(
          { source: NAME, reason: answer.reason },
          'the day has not begun there; taken as an empty list',
        )
        return { items: [] }
      }
      throw refusedBy(answer)
    }
    if (!Array.isArray(answer.body)) {
      throw new SourceError(`${NAME} sent something other than a list of papers; its format may have changed`)
    }
    return { items: answer.body, next: nextPage(answer.headers.get('link'), url) }
  }

  /** Upvotes move papers between pages while we read, so an item may appear twice. */
  async function readPages(day: string, signal: AbortSignal): Promise<unknown[]> {
    const items = new Map<string, unknown>()
    let url: URL | undefined = firstPage(endpoint, day)
    for (let pages = 1; url; pages++) {
      if (pages > MAX_PAGES) throw new SourceError(`${NAME} lists more than ${MAX_PAGES} pages for ${day}`)
      const known = items.size
      const page = await readPage(url, signal)
      for (const item of page.items) {
        items.set(idOf(item) ?? textOf(item), item)
      }
      if (page.next && items.size === known) {
        throw new SourceError(`${NAME} sends the same page of ${day} again and again`)
      }
      url = page.next
    }
    return [...items.values()]
  }

  return {
    name: NAME,
    async list(day, signal) {
      const items = await readPages(day, signal)
      const list = readItems(items, day)
      if (list.papers.length === 0 && list.skipped.length >= MANY_ITEMS) {
        throw new SourceError(
          `${NAME} has changed its format: nothing in its list of ${day} can be read (papers ${lackOfItem(items[0])}). A newer version of Paper Round may help`,
          { ofDay: true },
        )
      }
      return list
    },
    async find(id, signal) {
      const answer = await http.get(new URL(`${withoutSlash(endpoint)}/api/papers/${id}`), signal)
      if (answer.kind === 'read') return readPaper(answer.body, id, clock.now())
      if (answer.status === 404) return undefined
      throw refusedBy(answer)
    },
    async search(text, signal) {
      const url = new URL(`${withoutSlash(endpoint)}/api/papers/search`)
      url.search = String(new URLSearchParams({ q: text.slice(0, MAX_QUERY), limit: String(RESULTS) }))
      const answer = await searchHttp.get(url, signal)
      if (answer.kind === 'refused') throw refusedBy(answer)
      if (!Array.isArray(answer.body)) throw new SourceError(`${NAME} sent something other than papers`)
      return readFound(answer.body, clock.now())
    },
  }
}

/** Identifies an item without an id. Some versions of Node can't stringify deeply nested values. */
function textOf(item: unknown): string {
  try {
    return JSON.stringify(item)
  } catch {
    return 'nested too deep'
  }
}

function refusedBy({ status, reason }: { status: number; reason: string }): SourceError {
  const details = [reason, ADVICE[status]].filter(Boolean).join('; ')
  return new SourceError(`${NAME} ${answered(status)}${details && `: ${details}`}`)
}

const withoutSlash = (endpoint: string): string => endpoint.replace(/\/+$/, '')

function firstPage(endpoint: string, day: string): URL {
  const url = new URL(`${withoutSlash(endpoint)}/api/daily_papers`)
  url.search = String(new URLSearchParams({ date: day, limit: String(PAGE_SIZE) }))
  return url
}
