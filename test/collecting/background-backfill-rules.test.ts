import { describe, expect, it } from 'vitest'
import type { BackfillReport } from '../../src/collecting/backfill.ts'
import { collectedSinceText, createBackgroundBackfill } from '../../src/collecting/background-backfill.ts'
import type { Span } from '../../src/collecting/coverage.ts'
import { createFakeClock } from '../fakes/clock.ts'

const REPORT: BackfillReport = {
  days: 28,
  before: 26,
  collected: 2,
  papers: 0,
  added: 0,
  skipped: 0,
  unreadable: [],
}
const { signal } = new AbortController()

function setUp(collect: (span: Span) => Promise<BackfillReport>) {
  const lines: unknown[][] = []
  const line = (level: string) => (fields: Record<string, unknown>, text: string) =>
    void lines.push([level, fields, text])
  const filled: string[] = []
  const background = createBackgroundBackfill({
    backfill: { collect },
    clock: createFakeClock('2026-11-23T09:00Z'),
    log: { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') },
    onFilled: () => void filled.push('filled'),
  })
  return { background, lines, filled }
}

describe('the background backfill', () => {
  it.each([
    [0, 0],
    [1, 1],
    [40, 1],
  ])('has lists made anew once when it added papers: %i', async (added, expected) => {
    const { background, filled } = setUp(async () => ({ ...REPORT, papers: added, added }))
    await background.fill(signal)
    expect(filled).toHaveLength(expected)
  })

  it.each<[string, Partial<BackfillReport>, unknown[][]]>([
    ['all there is', { added: 7 }, [['info', { days: 2, papers: 7 }, 'backfilled the last 30 days']]],
    ['nothing, as all was there', { before: 28, collected: 0 }, []],
    [
      'less, as the source failed',
      { ended: { kind: 'failed', reason: 'It is down.' } },
      [['warn', { reason: 'It is down.', collected: 2 }, 'the backfill failed and will continue later']],
    ],
    ['less, as it was stopped', { ended: { kind: 'stopped' } }, []],
  ])('logs what it collected: %s', async (_, report, expected) => {
    const { background, lines } = setUp(async () => ({ ...REPORT, ...report }))
    await background.fill(signal)
    expect(lines).toEqual(expected)
  })

  it.each<[string, AbortSignal, unknown[][]]>([
    ['is logged', signal, [['error', { error: 'a bug' }, 'could not backfill']]],
    ['is nothing to log once the bot stops', AbortSignal.abort(), []],
  ])('never rejects: an error %s', async (_, given, expected) => {
    const { background, lines } = setUp(() => Promise.reject(new TypeError('a bug')))
    await background.fill(given)
    expect(lines).toEqual(expected)
  })

  it('runs once at a time, and again when it has ended, well or not', async () => {
    const spans: Span[] = []
    const first = Promise.withResolvers<BackfillReport>()
    const { background } = setUp(async span => {
      spans.push(span)
      return spans.length === 1 ? first.promise : REPORT
    })
    const filling = [background.fill(signal), background.fill(signal)]
    expect(spans).toEqual([{ from: '2026-10-25', to: '2026-11-20' }])
    first.reject(new Error('It failed.'))
    await Promise.all(filling)
    await background.fill(signal)
    await background.fill(signal)
    expect(spans).toHaveLength(3)
  })
})

describe('how far back lists go', () => {
  /** The days that the bot collects by itself on Monday 23 November 2026. */
  const FIRST = '2026-10-25'
  const LAST = '2026-11-20'
  const all = [{ from: FIRST, to: LAST }]
  const some = [{ from: '2026-11-10', to: LAST }]
  const since = (day: string) => `Papers are collected back to ${day}; more are coming.`

  it.each<[string, Span[], Span, string | undefined]>([
    ['all is collected', all, { from: FIRST, to: LAST }, undefined],
    ['a week is collected', some, { from: '2026-11-10', to: '2026-11-16' }, undefined],
    ['the day before is not', some, { from: '2026-11-09', to: '2026-11-15' }, since('Tuesday 10 November')],
    ['nothing is collected', [], { from: '2026-11-20', to: '2026-11-23' }, since('Saturday 21 November')],
    ['only days that still change are shown', [], { from: '2026-11-21', to: '2026-11-23' }, undefined],
    ['the bot’s first day is missing', [], { from: '2026-10-20', to: FIRST }, since('Saturday 21 November')],
    ['the bot doesn’t collect those days', [], { from: '2026-10-18', to: '2026-10-24' }, undefined],
  ])('is said while more is coming: %s', (_, coverage, span, text) => {
    expect(collectedSinceText(coverage, span, '2026-11-23')).toBe(text)
  })
})
