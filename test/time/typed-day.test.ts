import { describe, expect, it } from 'vitest'
import { lastWeekday, readDayAtEnd, readDayAtStart, readWeekday } from '../../src/time/typed-day.ts'

/** A Monday. */
const TODAY = '2026-11-23'

describe('a text begins with a day', () => {
  it.each([
    ['today', '2026-11-23', ''],
    ['Yesterday agents', '2026-11-22', 'agents'],
    ['the day before yesterday agents', '2026-11-21', 'agents'],
    ['day before yesterday', '2026-11-21', ''],
    ['day before yesterday  agents', '2026-11-21', 'agents'],
    ['3 days ago agents', '2026-11-20', 'agents'],
    ['a day ago', '2026-11-22', ''],
    ['a week ago', '2026-11-16', ''],
    ['two weeks ago', '2026-11-09', ''],
    ['2 Weeks ago  agents', '2026-11-09', 'agents'],
    ['monday', '2026-11-16', ''],
    ['fri agents', '2026-11-20', 'agents'],
    ['last sun agents', '2026-11-22', 'agents'],
    ['past-friday', '2026-11-20', ''],
    ['previous monday  agents', '2026-11-16', 'agents'],
    ['2026-11-20 agents', '2026-11-20', 'agents'],
    ['2026/11/2', '2026-11-02', ''],
    ['20261120', '2026-11-20', ''],
    ['(2026-11-20) agents', '2026-11-20', 'agents'],
    ['yesterday, agents', '2026-11-22', 'agents'],
    ['yesterday’s', undefined, undefined],
    ["yesterday's agents", '2026-11-22', 'agents'],
    ['yesterday - agents', '2026-11-22', 'agents'],
    ['sat', undefined, undefined],
    ['agents', undefined, undefined],
    ['agents 2026-11-20', undefined, undefined],
  ])('%s', (text, day, rest) => {
    expect(readDayAtStart(text, TODAY)).toEqual(day && { asked: { ok: true, day }, rest })
  })

  it.each([
    ['tomorrow', 'Tomorrow’s list doesn’t exist yet.'],
    ['2026-11-24', 'The list of Tuesday 24 November doesn’t exist yet.'],
    ['2027-01-01', 'The list of 1 January 2027 doesn’t exist yet.'],
    ['2026-02-30', '“2026-02-30” isn’t a day. Write it as 2026-11-23.'],
    ['20.11.2026', '“20.11.2026” isn’t a day. Write it as 2026-11-23.'],
    ['2026-11', '“2026-11” wasn’t understood as a day. Write it as 2026-11-23.'],
    ['last week agents', '“last week” wasn’t understood as a day. Write it as 2026-11-23.'],
    ['20 November', '“20 November” wasn’t understood as a day. Write it as 2026-11-23.'],
    ['next friday', '“next friday” wasn’t understood as a day. Write it as 2026-11-23.'],
    ['-3', '“-3” wasn’t understood as a day. Write it as 2026-11-23.'],
    ['yesterday today', 'Name only one day.'],
    ['monday to friday', 'Name only one day.'],
    ['since yesterday', 'Name only one day.'],
  ])('that isn’t one list: %s', (text, problem) => {
    expect(readDayAtStart(text, TODAY)?.asked).toEqual({ ok: false, problem })
  })
})

describe('a text ends with a day', () => {
  it.each([
    ['agents yesterday', '2026-11-22', 'agents'],
    ['agents 3 days ago', '2026-11-20', 'agents'],
    ['agents of on friday', '2026-11-20', 'agents of'],
    ['agents from 2026-11-20', '2026-11-20', 'agents'],
    ['on time series yesterday', '2026-11-22', 'on time series'],
    ['agents last friday', '2026-11-20', 'agents'],
    // Names of things.
    ['black friday', undefined, undefined],
    ['yesterday', undefined, undefined],
    ['agents 20 november', undefined, undefined],
  ])('%s', (text, day, rest) => {
    expect(readDayAtEnd(text, TODAY)).toEqual(day && { asked: { ok: true, day }, rest })
  })

  it('or days, or one that isn’t there', () => {
    expect(readDayAtEnd('agents since yesterday', TODAY)?.asked).toEqual({
      ok: false,
      problem: 'Name only one day.',
    })
    expect(readDayAtEnd('agents 2026-02-30', TODAY)).toEqual({
      asked: { ok: false, problem: '“2026-02-30” isn’t a day. Write it as 2026-11-23.' },
      rest: 'agents',
    })
  })
})

it.each([
  [1, '2026-11-16'],
  [2, '2026-11-17'],
  [7, '2026-11-22'],
] as const)('the last day %i of the week is before today', (weekday, day) => {
  expect(lastWeekday(weekday, TODAY)).toBe(day)
})

it.each([
  ['Monday', 1],
  ['last-sun', 7],
  ['past sat', 6],
  ['week', undefined],
] as const)('%s is the day %s of the week', (typed, weekday) => expect(readWeekday(typed)).toBe(weekday))
