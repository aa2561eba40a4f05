import { setTimeout } from 'node:timers/promises'
import ky from 'ky'
import { z } from 'zod'
import type { Log } from '../../../src/ports/log.ts'
import { SourceError } from '../../../src/ports/source-error.ts'
import { cleanText } from '../../../src/text/clean.ts'
import { shorten } from '../../../src/text/graphemes.ts'
import type { Clock } from '../../../src/time/clock.ts'
import { askedWait } from './rate-limit.ts'
import { readText } from './read-text.ts'
import { durationText, explain } from './source-failure.ts'

export interface SourceHttpOptions {
  /** The source's name; error messages begin with it. */
  name: string
  headers: Record<string, string | undefined>
  log: Log
  clock: Clock
  /** For one attempt, body included, ms; 20 s by default. */
  timeoutMs?: number | undefined
  /** Parses a body, at once or later; a SyntaxError is retried. JSON by default. */
  parse?: ((text: string) => unknown) | undefined
  /** Waits `ms` milliseconds; rejects when the signal aborts. */
  wait?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined
}

export type Answer =
  | { kind: 'read'; body: unknown; headers: Headers }
  /** A status that a retry won't change, with the source's explanation (cleaned, may be empty). */
  | { kind: 'refused'; status: number; reason: string }

export interface SourceHttp {
  /**
   * Requests a document, with up to 2 retries of failures that may pass, within the source's rate limits.
   * @param more headers of this request
   * @throws SourceError if there is no answer now; the signal's reason
   */
  get(url: URL, signal: AbortSignal, more?: Record<string, string>): Promise<Answer>
}

const TIMEOUT_MS = 20_000
/** Waits before the retries if the source doesn't ask for one, ms. */
const BACKOFF_MS = [1_000, 4_000]
/** A longer rate limit fails the request, ms: the next collection tries again. */
const LONGEST_WAIT_MS = 30_000
/** Some ninety times the fullest page recorded. */
const MAX_BYTES = 32 * 2 ** 20

const HIGHEST_STATUS = 599

const errorSchema = z.looseObject({ error: z.string() })

/** An HTTP client for one source, over ky. It remembers the source's rate limit from one request to the next. */
export function createSourceHttp({ name, headers, log, clock, ...options }: SourceHttpOptions): SourceHttp {
  const {
    timeoutMs = TIMEOUT_MS,
    parse = JSON.parse,
    wait = (ms, signal) => setTimeout(ms, undefined, { signal }),
  } = options
  /** No request may begin before, ms UTC. */
  let limitedUntil = 0

  function recordRateLimit(headers: Headers): void {
    const ms = askedWait(headers, clock.now())
    if (ms) limitedUntil = clock.now() + ms
  }

  async function waitForRateLimit(signal: AbortSignal): Promise<void> {
    const ms = limitedUntil - clock.now()
    if (ms > LONGEST_WAIT_MS) {
      const message = `${name} limits how often it may be asked, and wants to be left alone for ${durationText(ms)}`
      throw new SourceError(message, { retryAfterMs: ms })
    }
    if (ms <= 0) return
    log.debug({ source: name, ms }, 'waiting for the rate limit of the source')
    await wait(ms, signal)
  }

  /** How long the source asks to wait after a failure, ms. Some proxies ask for 0 s when they are down: that counts as nothing. */
  const waitAfter = (error: Error): number | undefined => {
    const headers = explain(error, timeoutMs)?.headers
    return (headers && askedWait(headers, clock.now())) || undefined
  }

  /** Reads the body along with the headers, so that ky's time limit and retries cover both. */
  async function fetchWhole(input: Request | URL | string, init?: RequestInit): Promise<Response> {
    const response = await fetch(input, init)
    recordRateLimit(response.headers)
    // No `Response` can be made of it.
    if (response.status > HIGHEST_STATUS)
      throw new SourceError(`${name} answered ${response.status}, which isn't an HTTP status`)
    const text = await readText(response, MAX_BYTES)
    if (text === undefined && response.ok)
      throw new SourceError(`${name} sent more than ${MAX_BYTES / 2 ** 20} MB`)
    // A body of '' isn't allowed with 204.
    return new Response(text || null, { status: response.status, headers: response.headers })
  }

  const http = ky.create({
    headers: { accept: 'application/json', ...headers },
    timeout: timeoutMs,
    fetch: fetchWhole,
    throwHttpErrors: status => status === 429 || status >= 500,
    retry: {
      limit: BACKOFF_MS.length,
      shouldRetry: ({ error }) =>
        explain(error, timeoutMs) !== undefined && (waitAfter(error) ?? 0) <= LONGEST_WAIT_MS,
      // `waitToRetry` waits instead: it knows the source's rate limit, and its wait is injected.
      delay: () => 0,
    },
  })

  async function waitToRetry(error: Error, retryCount: number, signal: AbortSignal): Promise<void> {
    const reason = explain(error, timeoutMs)?.reason
    log.debug({ source: name, tries: retryCount, reason }, 'asking the source again')
    if (waitAfter(error) === undefined) await wait(BACKOFF_MS[retryCount - 1] ?? 0, signal)
    await waitForRateLimit(signal)
  }

  async function getWithRetries(
    url: URL,
    signal: AbortSignal,
    more: Record<string, string>,
  ): Promise<Answer> {
    let body: unknown
    const response = await http.get(url, {
      signal,
      headers: more,
      hooks: {
        beforeRequest: [() => waitForRateLimit(signal)],
        // The signal of ky's own request has aborted once an attempt took too long.
        beforeRetry: [({ error, retryCount }) => waitToRetry(error, retryCount, signal)],
        afterResponse: [
          async ({ response }) => {
            if (!response.ok) return
            try {
              body = await parse(await response.text())
            } catch (error) {
              if (error instanceof SyntaxError) return ky.retry({ cause: error })
              throw error
            }
          },
        ],
      },
    })
    if (response.ok) return { kind: 'read', body, headers: response.headers }
    return { kind: 'refused', status: response.status, reason: refusalOf(await response.text()) }
  }

  /** A failure that may pass, as the source's error; anything else as it is. */
  function asSourceError(error: unknown, url: URL): unknown {
    const failure = error instanceof Error ? explain(error, timeoutMs) : undefined
    if (!failure || !(error instanceof Error)) return error
    const retryAfterMs = waitAfter(error)
    const asked = retryAfterMs ? `, and wants to be left alone for ${durationText(retryAfterMs)}` : ''
    const { cause } = failure
    return new SourceError(`${name} ${failure.reason}${asked}`, { retryAfterMs, where: url.origin, cause })
  }

  return {
    async get(url, signal, more = {}) {
      try {
        signal.throwIfAborted()
        return await getWithRetries(url, signal, more)
      } catch (error) {
        signal.throwIfAborted()
        throw asSourceError(error, url)
      }
    },
  }
}

/** The source's explanation of a rejection: `{"error": "…"}`. */
function refusalOf(text: string): string {
  try {
    return shorten(cleanText(errorSchema.parse(JSON.parse(text)).error), 200)
  } catch {
    return ''
  }
}
