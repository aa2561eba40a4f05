import type { Context } from 'hono'
import { raw } from 'hono/html'
import type { Rate } from '../../src/lib/allowance.ts'
import { createRecentWork } from '../../src/lib/recent-work.ts'
import { waitText } from '../../src/time/time-text.ts'
import type { WebEnv } from './app.ts'
import { HTML, type Html } from './html.ts'
import { MAX_BRIEF_PAGES, MAX_CACHED_BYTES, PAGE_BYTES } from './limits.ts'
import { problemOfParameters } from './parameters.ts'
import { createVisitorLimit } from './visitor.ts'

export interface PageSettings {
  /** How long a page is cached, ms. */
  cacheMs: number
  /** The same for a page that shows how the bot is, ms. */
  statusMs: number
  /** Pages for one address. */
  perAddress: Rate
  /** Pictures of papers for one address. */
  thumbnails: Rate
  /** Those of them that search, and aren't cached. */
  searches: Rate
}

/** What a page consists of; the same for everybody who asks for its address. */
export interface Page {
  body: string
  /** The end of the body, if it takes longer than the rest. Never rejects. */
  rest?: Promise<string>
  /** By default 200. */
  status?: number
  /** By default HTML. */
  contentType?: string
  headers?: Readonly<Record<string, string>>
}

type Handler = (c: Context<WebEnv>) => Promise<Response>
export type PageCache = ReturnType<typeof createPageCache>

/** Browsers revalidate a page each time. */
const FRESH = { 'cache-control': 'no-cache' }

export const toPage = async (body: Html, status = 200): Promise<Page> => ({
  body: String(await body),
  status,
  headers: FRESH,
})

export const redirect = (path: string): Page => ({ body: '', status: 302, headers: { location: path } })

/** No page's text can contain it, because there it would be escaped. */
const LATER = '<!-- later -->'

/**
 * A page that is sent up to a part that takes longer, so that people can begin to read.
 * @param whole makes the page around that part
 */
export async function toPageWithRest(whole: (later: Html) => Html, part: Promise<Html>): Promise<Page> {
  const { body, ...page } = await toPage(whole(raw(LATER)))
  const [before = '', after = ''] = body.split(LATER)
  return { ...page, body: before, rest: part.then(async html => `${await html}${after}`) }
}

/** A page as it is stored and sent. */
type StoredPage = Omit<Page, 'body' | 'rest'> & {
  body: Buffer<ArrayBuffer>
  rest?: Promise<Buffer<ArrayBuffer>> | undefined
}

function toStored({ body, rest, ...page }: Page): StoredPage {
  const stored: StoredPage = { ...page, body: Buffer.from(body) }
  if (!rest) return stored
  stored.rest = rest.then(text => {
    const end = Buffer.from(text)
    stored.body = Buffer.concat([stored.body, end])
    stored.rest = undefined
    return end
  })
  return stored
}

async function* partsOf(begin: Buffer<ArrayBuffer>, end: Promise<Buffer<ArrayBuffer>>) {
  yield begin
  yield await end
}

function toResponse({ body, rest, status = 200, contentType = HTML, headers = {} }: StoredPage): Response {
  const all = { 'content-type': contentType, ...headers }
  if (!rest) return new Response(body, { status, headers: all })
  const parts = ReadableStream.from(partsOf(body, rest))
  return new Response(parts, { status, headers: { ...all, 'transfer-encoding': 'chunked' } })
}

const refusal = (problem: string): Response =>
  new Response(`${problem}\n`, {
    status: 400,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  })

/** What a page takes in memory, bytes. What refuses something or leads elsewhere isn't kept: it may be different a moment later. */
function sizeOf({ body, rest, status = 200 }: StoredPage): number | undefined {
  return status < 300 ? PAGE_BYTES.least + body.length + (rest ? PAGE_BYTES.rest : 0) : undefined
}

/** The answer to an address that has asked for too much. @param waitMs how long it has to wait, ms */
export const tooMany = (waitMs: number): Response =>
  new Response(`Too many requests in a short time. Try again ${waitText(waitMs)}.\n`, {
    status: 429,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'retry-after': String(Math.ceil(waitMs / 1000)),
    },
  })

/**
 * Makes handlers for pages that look the same to everybody: each is made once in a while, whoever asks for it, and an address gets
 * only so many of all of them.
 * @param revision another one where papers have been stored since, so that pages are made anew
 * @param now ms of a monotonic clock
 * @param wait waits `ms` milliseconds
 */
export function createPageCache(
  settings: PageSettings,
  revision: () => number,
  now: () => number,
  wait?: (ms: number) => Promise<void>,
) {
  const holdBack = createVisitorLimit(settings.perAddress, now, wait)
  const holdBackSearch = createVisitorLimit(settings.searches, now, wait)
  const usual = createRecentWork<StoredPage>(MAX_CACHED_BYTES, { afterMs: settings.cacheMs, now }, sizeOf)
  const brief = createRecentWork<StoredPage>(MAX_BRIEF_PAGES, { afterMs: settings.statusMs, now })

  /**
   * @param options.searches whether making the page takes the time of a search
   * @param options.hasStatus whether it shows how the bot is
   */
  return (
    make: (c: Context<WebEnv>) => Promise<Page>,
    { searches = false, hasStatus = false }: { searches?: boolean; hasStatus?: boolean } = {},
  ): Handler => {
    const cache = hasStatus ? brief : usual
    return async c => {
      const { incoming } = c.env
      const waitMs = await holdBack(incoming)
      if (waitMs > 0) return tooMany(waitMs)
      const problem = problemOfParameters(c)
      if (problem !== undefined) return refusal(problem)
      const key = `${revision()} ${c.req.url}`
      const known = cache.get(key)
      if (known) return toResponse(await known)
      const searchWaitMs = searches ? await holdBackSearch(incoming) : 0
      if (searchWaitMs > 0) return tooMany(searchWaitMs)
      return toResponse(await cache.start(key, async () => toStored(await make(c))))
    }
  }
}
