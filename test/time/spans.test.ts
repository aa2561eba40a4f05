import { expect, it } from 'vitest'
import { isDay, lengthOf, monthOf, monthSpan, weekOf, weekSpan } from '../../src/time/spans.ts'

it.each([
  ['2026-11-20', '2026-W47'],
  // The turns of years: the first week has the fourth of January.
  ['2026-12-31', '2026-W53'],
  ['2027-01-03', '2026-W53'],
  ['2027-01-04', '2027-W01'],
  ['2024-12-30', '2025-W01'],
])('%s is in the week %s', (day, week) => {
  expect(weekOf(day)).toBe(week)
})

it.each([
  ['2026-W47', { from: '2026-11-16', to: '2026-11-22' }],
  ['2026-W01', { from: '2025-12-29', to: '2026-01-04' }],
  ['2026-W53', { from: '2026-12-28', to: '2027-01-03' }],
])('the week %s has these days', (week, span) => {
  expect(weekSpan(week)).toEqual(span)
})

it.each(['2025-W53', '2026-W00', '2026-W54', '2026-W7', '0000-W01', '9999-W52', '2026-47', '2026-W47x', ''])(
  '%j is no week',
  text => {
    expect(weekSpan(text)).toBeUndefined()
  },
)

it('a month has all of its days', () => {
  expect(monthSpan('2026-11')).toEqual({ from: '2026-11-01', to: '2026-11-30' })
  expect(monthSpan('2028-02')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
  expect(monthOf('2026-11-20')).toBe('2026-11')
})

it.each(['2026-13', '2026-00', '2026-1', '2026', '26-11', ''])('%j is no month', text => {
  expect(monthSpan(text)).toBeUndefined()
})

it.each([
  ['2026-11-20', true],
  ['2028-02-29', true],
  ['2026-02-29', false],
  ['2026-11-31', false],
  ['2026-11-2', false],
  ['20261120', false],
  ['2026-11-20T00:00', false],
  ['0001-01-01', false],
  ['9999-12-31', false],
])('%s: a day of the calendar is %s', (text, expected) => {
  expect(isDay(text)).toBe(expected)
})

it('a span has both of its ends', () => {
  expect(lengthOf({ from: '2026-11-23', to: '2026-11-23' })).toBe(1)
  expect(lengthOf({ from: '2026-10-20', to: '2026-11-02' })).toBe(14)
})
