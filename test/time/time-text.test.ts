import { expect, it } from 'vitest'
import {
  clockText,
  dayText,
  dayTextSeenFrom,
  lengthText,
  momentText,
  monthText,
  relativeText,
  shortDayText,
  spanText,
  waitText,
  weekText,
} from '../../src/time/time-text.ts'

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
  ['2026-11-23', '2027-11-23', '23 November 2026 – 23 November 2027'],
])('from %s to %s is “%s”', (from, to, text) => expect(spanText({ from, to })).toBe(text))

it('is “23 Nov” at the end of a chart', () => expect(shortDayText('2026-11-23')).toBe('23 Nov'))

it('a day has its day of the week, or its year', () => {
  expect(dayText('2026-11-23')).toBe('Monday 23 November')
  expect(dayText('2026-11-23', 'year')).toBe('23 November 2026')
})

it.each([
  ['2026-11-23', '2026-01-02', 'Friday 2 January'],
  ['2026-11-23', '2025-12-31', '31 December 2025'],
  ['2026-11-23', '2027-11-23', '23 November 2027'],
])('on %s, %s is “%s”', (today, day, text) => expect(dayTextSeenFrom(today, day)).toBe(text))

const NOW = Date.parse('2026-11-23T20:00Z')
it.each([
  [NOW, 'UTC', 'today at 20:00'],
  [NOW, 'Asia/Tokyo', 'today at 05:00'],
  [NOW + 4 * HOUR, 'UTC', 'tomorrow at 00:00'],
  [NOW - 21 * HOUR, 'UTC', 'yesterday at 23:00'],
  [NOW + 28 * HOUR, 'UTC', 'Wednesday 25 November at 00:00'],
])('%i in %s is “%s”', (at, zone, text) => expect(momentText(at, NOW, zone)).toBe(text))

it('a time of day has two digits in each zone', () => {
  expect(['UTC', 'Asia/Kolkata', 'UTC'].map(zone => clockText(NOW - 16 * HOUR, zone))).toEqual([
    '04:00',
    '09:30',
    '04:00',
  ])
})

it.each([
  [0, 'in 1 second'],
  [1, 'in 1 second'],
  [1_001, 'in 2 seconds'],
  [60_000, 'in 60 seconds'],
  [60_001, 'in 2 minutes'],
  [180_000, 'in 3 minutes'],
])('after %i ms is “%s”', (ms, text) => expect(waitText(ms)).toBe(text))

it.each([
  [0, '0.0 s'],
  [3_249, '3.2 s'],
  [9_999, '10.0 s'],
  [10_000, '10 s'],
  [59_400, '59 s'],
  [60_000, '1 min 0 s'],
  [963_400, '16 min 3 s'],
  [3_599_400, '59 min 59 s'],
  [HOUR, '1 h 0 min'],
  [2 * HOUR + 5 * 60 * SECOND, '2 h 5 min'],
])('%i ms are “%s”', (ms, text) => expect(lengthText(ms)).toBe(text))

it('a month and a week have their years', () => {
  expect(monthText('2026-11-30')).toBe('November 2026')
  expect(weekText('2026-W07', { from: '2026-02-09', to: '2026-02-15' })).toBe('Week 7 · 9–15 February 2026')
})
