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
  /** The source's name, with which the messages of errors begin. */
  name: string
  headers: Record<string, string | undefined>
  log: Log
  clock: Clock
  /** For one request with its body, ms. */
  timeoutMs?: number | undefined
  /** Makes of a body what it says; throws SyntaxError where it can't. JSON by default. */
  parse?: ((text: string) => unknown) | undefined
  /** Waits so many ms; rejects when the signal aborts. */
  wait?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined
}

export type Answer =
  | { kind: 'read'; body: unknown; headers: Headers }
  /** A status that asking again won't change, with what the source says of it (cleaned, perhaps empty). */
  | { kind: 'refused'; status: number; reason: string }

export interface SourceHttp {
  /**
   * Asks for a document: politely, with up to 2 retries where the failure may pass, and within the source's rate limits.
   * Throws SourceError where no answer can be had now, or the signal's reason.
   */
  get(url: URL, signal: AbortSignal): Promise<Answer>
}

const TIMEOUT_MS = 20_000
/** Waits before the retries, where the source names none. */
const BACKOFF_MS = [1_000, 4_000]
/** Up to here we wait for the source within a request; beyond, the next collection will ask again. */
const LONGEST_WAIT_MS = 30_000
/** Some ninety times the fullest page recorded. */
const MAX_BYTES = 32 * 2 ** 20

const errorSchema = z.looseObject({ error: z.string() })

/** An HTTP client for one source, over ky. It remembers the source's rate limit from one request to the next. */
export function createSourceHttp({ name, headers, log, clock, ...options }: SourceHttpOptions): SourceHttp {
  const {
    timeoutMs = TIMEOUT_MS,
    parse = JSON.parse,
    wait = (ms, signal) => setTimeout(ms, undefined, { signal }),
  } = options
  const http = ky.create({
    headers: { accept: 'application/json', ...headers },
    // The tries, and one limit of time for head and body together, are ours.
    retry: 0,
    timeout: false,
    throwHttpErrors: status => status === 429 || status >= 500,
  })
  /** Before then the source wants no request, ms UTC. */
  let quietUntil = 0

  function heed(headers: Headers | undefined): number | undefined {
    const asked = headers && askedWait(headers, clock.now())
    if (asked) quietUntil = clock.now() + asked
    return asked
  }

  async function attempt(url: URL, signal: AbortSignal): Promise<Answer> {
    const response = await http.get(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    })
    heed(response.headers)
    const text = await readText(response, MAX_BYTES)
    if (!response.ok) return { kind: 'refused', status: response.status, reason: refusalOf(text ?? '') }
    if (text === undefined) throw new SourceError(`${name} sent more than ${MAX_BYTES / 2 ** 20} MB`)
    return { kind: 'read', body: parse(text), headers: response.headers }
  }

  async function keepQuiet(signal: AbortSignal): Promise<void> {
    const ms = quietUntil - clock.now()
    if (ms > LONGEST_WAIT_MS) {
      const message = `${name} limits how often it may be asked, and wants to be left alone for ${durationText(ms)}`
      throw new SourceError(message, { retryAfterMs: ms })
    }
    if (ms <= 0) return
    log.debug({ source: name, ms }, 'waiting, as the source asks us to')
    await wait(ms, signal)
  }

  /** Tries up to three times, within what the source allows. */
  async function persist(url: URL, signal: AbortSignal): Promise<Answer> {
    for (let tries = 0; ; tries++) {
      await keepQuiet(signal)
      try {
        return await attempt(url, signal)
      } catch (error) {
        const failure = explain(error, timeoutMs)
        if (!failure) throw error
        const retryAfterMs = heed(failure.headers)
        const backoffMs = BACKOFF_MS[tries]
        if (backoffMs === undefined || (retryAfterMs ?? 0) > LONGEST_WAIT_MS) {
          const asked = retryAfterMs ? `, and wants to be left alone for ${durationText(retryAfterMs)}` : ''
          const { cause } = failure
          throw new SourceError(`${name} ${failure.reason}${asked}`, {
            retryAfterMs,
            where: url.origin,
            cause,
          })
        }
        log.debug({ source: name, tries: tries + 1, reason: failure.reason }, 'asking the source again')
        // Some proxies ask for 0 s when they are down.
        if (!retryAfterMs) await wait(backoffMs, signal)
      }
    }
  }

  return {
    async get(url, signal) {
      try {
        signal.throwIfAborted()
        return await persist(url, signal)
      } catch (error) {
        signal.throwIfAborted()
        throw error
      }
    },
  }
}

/** What the source says of a refusal: `{"error": "…"}`. */
function refusalOf(text: string): string {
  try {
    return shorten(cleanText(errorSchema.parse(JSON.parse(text)).error), 200)
  } catch {
    return ''
  }
}
