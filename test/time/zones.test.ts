import { describe, expect, it } from 'vitest'
import { findTimezone, isTimezone, suggestTimezones } from '../../src/time/zones.ts'

describe('a typed time zone', () => {
  it.each([
    ['Europe/Paris', ['europe/paris', ' paris ', 'PARIS', 'cet', 'cest', 'CET']],
    ['America/New_York', ['new york', 'New_York', 'et', 'est', 'edt']],
    ['America/Chicago', ['ct', 'cst', 'cdt', 'chicago']],
    ['America/Denver', ['mt', 'mst', 'mdt']],
    ['America/Los_Angeles', ['pt', 'pst', 'pdt', 'Los Angeles', 'america/los angeles']],
    ['Australia/Sydney', ['aest', 'aedt']],
    ['Europe/London', ['bst', 'london']],
    ['Asia/Kolkata', ['ist', 'kolkata']],
    ['Asia/Tokyo', ['jst']],
    ['Asia/Seoul', ['kst']],
    ['Asia/Singapore', ['sgt']],
    ['Asia/Hong_Kong', ['hkt']],
    ['Asia/Kathmandu', ['kathmandu']],
    ['Asia/Yangon', ['yangon']],
    ['Asia/Ho_Chi_Minh', ['ho chi minh', 'Ho Chi Minh City']],
    ['Europe/Kyiv', ['kyiv']],
    ['UTC', ['utc', 'z', 'gmt']],
    ['+02:00', ['UTC+2', 'gmt+02', ' utc +2 ', 'UTC+2:00', 'utc+0200', '+02:00']],
    ['-05:30', ['GMT-5:30', 'utc-0530']],
    ['+12:00', ['UTC+12']],
  ])('is %s', (zone, typed) => {
    expect(typed.map(findTimezone)).toEqual(typed.map(() => zone))
  })

  it.each(['', 'nowhere', 'UTC+', 'UTC2', 'xUTC+2', 'UTC+2x', 'UTC+2:3', 'rest of paris', 'ork'])(
    'is not %j',
    typed => {
      expect(findTimezone(typed)).toBeUndefined()
    },
  )

  it('is known to Temporal, or is not a zone', () => {
    expect(['Europe/Paris', 'UTC', '+02:00', 'Europe/Nowhere', 'IST'].map(isTimezone)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
  })
})

describe('suggested zones', () => {
  it.each([
    { typed: 'par', first: ['America/Paramaribo', 'Europe/Paris'] },
    { typed: 'cet', first: ['Europe/Paris'] },
    { typed: 'pd', first: ['America/Los_Angeles'] },
    { typed: 'utc+2', first: ['+02:00'] },
    { typed: 'new y', first: ['America/New_York'] },
    { typed: ' New_Y ', first: ['America/New_York'] },
    { typed: 'lond', first: ['Europe/London'] },
    { typed: 'ut', first: ['UTC'] },
    // Names that contain the text come after those that begin with it.
    { typed: 'yor', first: ['America/New_York'] },
    { typed: 'ma', first: ['Africa/Malabo', 'Africa/Maputo'] },
    { typed: 'europe/par', first: ['Europe/Paris'] },
    { typed: '', first: ['UTC', 'Africa/Abidjan', 'Africa/Accra'] },
  ])('for $typed', ({ typed, first }) => {
    expect(suggestTimezones(typed, first.length)).toEqual(first)
  })

  it('are limited and unique, and empty if nothing matches', () => {
    const many = suggestTimezones('a', 25)
    expect(many).toHaveLength(25)
    expect(new Set(many).size).toBe(25)
    expect(suggestTimezones('par', 99).at(-1)).toBe('Europe/Paris')
    expect(suggestTimezones('nowhere', 9)).toEqual([])
  })
})
