import { expect, it } from 'vitest'
import { relativeText, shortDayText, spanText } from '../../src/time/time-text.ts'

const SECOND = 1000
const HOUR = 3_600_000

it.each([
  [0, 'just now'],
  [-30 * SECOND, 'just now'],
  [-31 * SECOND, '1 minute ago'],
  [30 * SECOND, 'in 1 minute'],
  [-59 * 60 * SECOND, '59 minutes ago'],
  [-HOUR, '1 hour ago'],
  [3 * HOUR, 'in 3 hours'],
  [-35 * HOUR, '35 hours ago'],
  [-36 * HOUR, '1 day ago'],
  [-37 * HOUR, '2 days ago'],
])('%i ms from now is “%s”', (difference, text) => expect(relativeText(difference, 0)).toBe(text))

it.each([
  ['2026-11-16', '2026-11-22', '16–22 November'],
  ['2026-11-02', '2026-11-08', '2–8 November'],
  ['2026-11-30', '2026-12-06', '30 November – 6 December'],
  ['2026-12-28', '2027-01-03', '28 December 2026 – 3 January 2027'],
])('from %s to %s is “%s”', (from, to, text) => expect(spanText({ from, to })).toBe(text))

it('is “23 Nov” at the end of a chart', () => expect(shortDayText('2026-11-23')).toBe('23 Nov'))
