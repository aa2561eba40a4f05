import { askedMs } from '../../../src/lib/backoff.ts'

const SECOND_MS = 1000

/**
 * How long a response asks us to wait before the next request, ms, a day at most; undefined if it doesn't.
 *
 * Hugging Face sends `RateLimit: "api";r=0;t=55` (no requests remain for 55 s), often without `Retry-After`. It counts in
 * whole seconds, so we wait one more. Of several limits the longest counts.
 * Source: the IETF draft "RateLimit header fields for HTTP"; RFC 9110, 10.2.3 for `Retry-After`.
 * @param now ms UTC, for a `Retry-After` that is a date in a response that doesn't say what time it is there
 */
export function askedWait(headers: Headers, now: number): number | undefined {
  const ms = usedUp(headers.get('ratelimit') ?? '') ?? retryAfter(headers, now)
  return ms === undefined ? undefined : askedMs(ms)
}

function usedUp(header: string): number | undefined {
  const waits = header.split(',').flatMap(limit => {
    const seconds = /;\s*t=(\d{1,9})\b/.exec(limit)?.[1]
    return /;\s*r=0\b/.test(limit) && seconds ? [(Number(seconds) + 1) * SECOND_MS] : []
  })
  return waits.length > 0 ? Math.max(...waits) : undefined
}

/** Some count parts of seconds, and some send the header twice. */
const SECONDS = /^\d+(?:\.\d+)?$/
/** Each of the three forms of a date begins with a day. `Date.parse` would read `-5` as a day in May. */
const DATE = /^[a-z]{3,9},? /i

const timeOf = (header: string): number => (DATE.test(header) ? Date.parse(header) : Number.NaN)

function retryAfter(headers: Headers, now: number): number | undefined {
  const header = headers.get('retry-after') ?? ''
  const parts = header.split(',').map(part => part.trim())
  if (parts.every(part => SECONDS.test(part))) return Math.max(...parts.map(Number)) * SECOND_MS
  const at = timeOf(header)
  if (Number.isNaN(at)) return undefined
  // Their clock may be wrong, and then the date is as well.
  const there = timeOf(headers.get('date') ?? '')
  return at > there ? at - there : at - now
}
