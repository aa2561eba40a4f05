import { describe, expect, it } from 'vitest'
import { feedOf } from '../../src/feed/state.ts'

const report = (newestDay: string) => ({ checkedAt: 0, succeededAt: 0, skipped: 0, newestDay })
const at = (text: string) => Date.parse(text)

describe('the state of the feed', () => {
  it('is fresh when the list of today is there', () => {
    expect(feedOf(report('2026-11-23'), at('2026-11-23T09:00Z')).state).toBe('fresh')
  })

  it('is waiting on a weekday morning without one, after a weekend too', () => {
    expect(feedOf(report('2026-11-20'), at('2026-11-23T09:00Z')).state).toBe('waiting')
  })

  it('is quiet on a weekend, and on a weekday whose list has not come by the evening', () => {
    expect(feedOf(report('2026-11-20'), at('2026-11-22T09:00Z'))).toMatchObject({
      state: 'quiet',
      text: 'There are no lists on a weekend. The newest list is that of Friday 20 November.',
    })
    expect(feedOf(report('2026-12-24'), at('2026-12-25T19:00Z')).state).toBe('quiet')
  })

  it('is stalled when two weekdays have passed with old lists only', () => {
    expect(feedOf(report('2026-11-18'), at('2026-11-23T09:00Z')).state).toBe('stalled')
    expect(feedOf(report('2026-11-19'), at('2026-11-23T09:00Z')).state).toBe('waiting')
  })

  it('is failed while the source cannot be asked, and says why and since when', () => {
    const failed = {
      ...report('2026-11-23'),
      error: 'Hugging Face answered 503.',
      succeededAt: at('2026-11-23T08:45Z'),
    }
    const feed = feedOf(failed, at('2026-11-23T09:00Z'))
    expect(feed).toMatchObject({ state: 'failed' })
    expect(feed.text).toContain('503')
    expect(feed.text).toContain('today at 08:45 UTC')
  })

  it('is waiting before anything was collected', () => {
    expect(feedOf(undefined, 0).state).toBe('waiting')
  })
})
