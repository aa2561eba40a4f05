const SECOND_MS = 1000

/**
 * How long a response asks us to wait before the next request, ms; undefined if it doesn't.
 *
 * Hugging Face sends `RateLimit: "api";r=0;t=55` (no requests remain for 55 s), often without `Retry-After`. It counts in
 * whole seconds, so we wait one more. Of several limits the longest counts.
 * Source: the IETF draft "RateLimit header fields for HTTP"; RFC 9110, 10.2.3 for `Retry-After`.
 * @param now ms UTC, for a `Retry-After` that is a date
 */
export function askedWait(headers: Headers, now: number): number | undefined {
  return usedUp(headers.get('ratelimit') ?? '') ?? retryAfter(headers.get('retry-after') ?? '', now)
}

function usedUp(header: string): number | undefined {
  const waits = header.split(',').flatMap(limit => {
    const seconds = /;\s*t=(\d{1,9})\b/.exec(limit)?.[1]
    return /;\s*r=0\b/.test(limit) && seconds ? [(Number(seconds) + 1) * SECOND_MS] : []
  })
  return waits.length > 0 ? Math.max(...waits) : undefined
}

function retryAfter(header: string, now: number): number | undefined {
  if (/^\d{1,9}$/.test(header)) return Number(header) * SECOND_MS
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}
