import type { FakeAnswer } from '../server.ts'

export interface ListDays {
  /** Items of each day, YYYY-MM-DD. */
  days: ReadonlyMap<string, readonly unknown[]>
  /** ms UTC; a later day is rejected. */
  now: number
}

/**
 * Answers `GET /api/daily_papers` as the API does: 50 items a page unless asked for up to 100, most upvoted first, `Link`
 * to the next page, 400 for wrong parameters. Without a date, the newest day comes first.
 */
export function answerList(url: URL, { days, now }: ListDays): FakeAnswer {
  const limit = numberOf(url, 'limit', 50)
  const page = numberOf(url, 'p', 0)
  const date = url.searchParams.get('date')
  if (!(limit >= 1 && limit <= 100)) return refusal('Too big: expected number to be <=100 at "limit"')
  if (!(page >= 0)) return refusal('Too small: expected number to be >=0 at "p"')
  if (date !== null && !isDay(date)) return refusal('Invalid date')
  if (date !== null && Date.parse(date) > now) return refusal('Date is in the future')

  const listed = date === null ? [...days.keys()].sort().reverse() : [date]
  const items = listed.flatMap(day => (days.get(day) ?? []).toSorted((a, b) => upvotesOf(b) - upvotesOf(a)))
  const end = (page + 1) * limit
  return {
    body: items.slice(page * limit, end),
    headers: end < items.length ? { link: `<${nextUrl(url, page)}>; rel="next"` } : {},
  }
}

const refusal = (error: string): FakeAnswer => ({ status: 400, body: { error } })

function numberOf(url: URL, name: string, absent: number): number {
  const text = url.searchParams.get(name)
  if (text === null) return absent
  return /^\d+$/.test(text) ? Number(text) : Number.NaN
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text)

function nextUrl(url: URL, page: number): URL {
  const next = new URL(url)
  next.searchParams.set('p', String(page + 1))
  return next
}

/** Items may have any form: some tests list malformed ones. */
function upvotesOf(item: unknown): number {
  const { paper } = Object(item)
  const { upvotes } = Object(paper)
  return typeof upvotes === 'number' ? upvotes : 0
}
