import { describe, expect, it } from 'vitest'
import { feedStatusOf } from '../../src/collecting/feed-status.ts'

const report = (newestDay: string) => ({ checkedAt: 0, succeededAt: 0, skipped: 0, newestDay })
const at = (text: string) => Date.parse(text)

describe('the state of the feed', () => {
  it('is fresh when the list of today is there', () => {
    expect(feedStatusOf(report('2026-11-23'), at('2026-11-23T09:00Z')).state).toBe('fresh')
  })

  it('is waiting on a weekday morning without a list, after a weekend too', () => {
    expect(feedStatusOf(report('2026-11-20'), at('2026-11-23T09:00Z')).state).toBe('waiting')
  })

  it('is quiet on a weekend, and on a weekday whose list has not come by the evening', () => {
    expect(feedStatusOf(report('2026-11-20'), at('2026-11-22T09:00Z'))).toMatchObject({
      state: 'quiet',
      text: 'There are no lists on a weekend. The newest list is from Friday 20 November.',
    })
    expect(feedStatusOf(report('2026-12-24'), at('2026-12-25T19:00Z')).state).toBe('quiet')
  })

  it('is stalled when two weekdays have passed with old lists only', () => {
    expect(feedStatusOf(report('2026-11-18'), at('2026-11-23T09:00Z')).state).toBe('stalled')
    expect(feedStatusOf(report('2026-11-19'), at('2026-11-23T09:00Z')).state).toBe('waiting')
  })

  /** Monday 23 November 2026. */
  const MONDAY = '2026-11-23'
  const old = (newestDay: string) => ({ checkedAt: 0, freshAt: 7, skipped: 0, newestDay })
  it.each([
    // The newest day of a list, now, and the state: lists come out on weekdays.
    ['2026-11-24', `${MONDAY}T09:00Z`, 'fresh'],
    ['2026-11-20', `${MONDAY}T17:59Z`, 'waiting'],
    ['2026-11-20', `${MONDAY}T18:00Z`, 'quiet'],
    ['2026-11-20', '2026-11-24T17:59Z', 'waiting'],
    ['2026-11-20', '2026-11-25T09:00Z', 'stalled'],
    ['2026-11-19', '2026-11-21T09:00Z', 'quiet'],
    ['2026-11-18', '2026-11-21T09:00Z', 'stalled'],
    ['2026-11-19', '2026-11-20T09:00Z', 'waiting'],
    ['2026-11-21', '2026-11-24T09:00Z', 'waiting'],
    ['2025-11-20', `${MONDAY}T09:00Z`, 'stalled'],
  ])('of a newest list of %s at %s is %s', (newestDay, now, state) => {
    expect(feedStatusOf(old(newestDay), at(now)).state).toBe(state)
  })

  it('is one incident while stalled or failed, until it was fresh again', () => {
    const now = at(`${MONDAY}T09:00Z`)
    const stalled = feedStatusOf(old('2026-11-01'), now)
    const failed = feedStatusOf({ ...old(MONDAY), error: 'It is down.' }, now)
    expect([stalled.incident, failed.incident]).toEqual(['not fresh since 7', 'not fresh since 7'])
    expect([stalled.missingNotice, failed.missingNotice]).toEqual([stalled.text, failed.text])
    expect(feedStatusOf({ checkedAt: 0, skipped: 0, error: 'It is down.' }, now).incident).toBe(
      'not fresh since the start',
    )
    expect(feedStatusOf(old('2026-11-20'), now).incident).toBeUndefined()
  })

  it.each([
    { skipped: 1, listed: 9, notice: undefined },
    { skipped: 2, listed: 17, notice: '2 papers of 19 ' },
    { skipped: 1, listed: undefined, notice: '1 paper of 1 ' },
    { skipped: 0, listed: 0, notice: undefined },
  ])('has a notice if more than a tenth of the papers could not be read: $skipped beside $listed', skips => {
    const { skipped, listed, notice } = skips
    const feed = feedStatusOf({ ...old(MONDAY), skipped, listed }, at(`${MONDAY}T09:00Z`))
    expect(feed.missingNotice?.slice(0, notice?.length)).toBe(notice)
    expect(feed.text.endsWith(feed.missingNotice ?? ' UTC).')).toBe(true)
  })

  /** All texts that people read. */
  const failing = { ...old('2026-11-20'), error: 'It is down' }
  const now = at(`${MONDAY}T09:00Z`)
  const friday = 'The newest list is from Friday 20 November.'
  it.each([
    [undefined, 'waiting', 'Papers haven’t been collected yet.'],
    [{ checkedAt: 0, skipped: 0 }, 'waiting', 'Today’s list isn’t out yet. There is no list yet.'],
    [old('2026-11-20'), 'waiting', `Today’s list isn’t out yet. ${friday}`],
    [{ ...old(MONDAY), checkedAt: now }, 'fresh', 'Papers are up to date (checked today at 09:00 UTC).'],
    [
      { ...old(MONDAY), checkedAt: now, skipped: 1 },
      'fresh',
      'Papers are up to date (checked today at 09:00 UTC). 1 paper of 1 on the latest lists couldn’t be read and is missing.',
    ],
    [
      { ...old(MONDAY), checkedAt: now, skipped: 2 },
      'fresh',
      'Papers are up to date (checked today at 09:00 UTC). 2 papers of 2 on the latest lists couldn’t be read and are missing.',
    ],
    [
      old('2026-11-13'),
      'stalled',
      'The source answers, but only with old lists. The newest list is from Friday 13 November.',
    ],
    [failing, 'failed', 'It is down. Next try in a few minutes.'],
    [{ ...failing, retryAt: now }, 'failed', 'It is down. Next try in a few minutes.'],
    [{ ...failing, retryAt: now + 60_000 }, 'failed', 'It is down. Next try today at 09:01 UTC.'],
    [
      { ...failing, succeededAt: now - 60_000 },
      'failed',
      'It is down. Papers were last collected today at 08:59 UTC. Next try in a few minutes.',
    ],
  ])('is described in words: %#', (report, state, text) => {
    expect(feedStatusOf(report, now)).toMatchObject({ state, text })
  })

  it('has its times marked', () => {
    const span = (text: string, at: number) => ({ text, moment: { at, shown: 'time' } })
    expect(feedStatusOf({ ...old(MONDAY), checkedAt: now }, now).spans).toEqual([
      { text: 'Papers are up to date (checked ' },
      span('today at 09:00 UTC', now),
      { text: ').' },
    ])
    const again = { ...failing, retryAt: now + 60_000 }
    const next = [{ text: ' Next try ' }, span('today at 09:01 UTC', now + 60_000), { text: '.' }]
    expect(feedStatusOf(again, now).spans).toEqual([{ text: 'It is down.' }, ...next])
    expect(feedStatusOf({ ...again, succeededAt: now - 60_000 }, now).spans).toEqual([
      { text: 'It is down.' },
      { text: ' Papers were last collected ' },
      span('today at 08:59 UTC', now - 60_000),
      { text: '.' },
      ...next,
    ])
  })

  it('is described in words on a holiday', () => {
    expect(feedStatusOf(old('2026-11-20'), at(`${MONDAY}T18:00Z`)).text).toBe(
      `No list came out today: it looks like a holiday. ${friday}`,
    )
  })
})
