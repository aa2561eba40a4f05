import { expect, it } from 'vitest'
import { countTexts } from './count.ts'

const DAYS = ['2026-11-23', '2026-11-24']
const digest = (day: string, iso: string, listed = 'All listed 3 h ago'): string =>
  `Trending papers · ${day}. ${listed}. 1. Paper 0 of ${iso}. 2. Paper 1 of ${iso}. 3. Paper 2 of ${iso}.`
const MONDAY = digest('Monday 23 November', '2026-11-23')
const TUESDAY = digest('Tuesday 24 November', '2026-11-24')
const LATER = digest('Tuesday 24 November', '2026-11-24', 'All listed 4 h ago')
const NOTICE = 'No digest yet. Hugging Face answered 429. Papers were last collected yesterday at 09:01 UTC.'
const HEAD = '**Trending papers · Monday 23 November** · 3 papers in the thread\n-# All listed 3 h ago'
const paper = (index: number): string =>
  `**${index + 1}. [Paper ${index} of 2026-11-23](<https://example.org>)**`

it.each([
  ['each digest once', [MONDAY, TUESDAY], { lost: 0, repeated: 0, unexpected: 0 }],
  ['a missing digest', [MONDAY], { lost: 1, repeated: 0, unexpected: 0 }],
  ['a repeated digest', [MONDAY, TUESDAY, TUESDAY], { lost: 0, repeated: 1, unexpected: 0 }],
  ['a digest that was composed twice', [MONDAY, TUESDAY, LATER], { lost: 0, repeated: 1, unexpected: 0 }],
  ['one digest twice, another never', [TUESDAY, LATER], { lost: 1, repeated: 1, unexpected: 0 }],
  ['a notice in place of a digest', [MONDAY, NOTICE], { lost: 1, repeated: 0, unexpected: 1 }],
])('counts %s', (_, texts, counts) => {
  expect(countTexts(texts, { layout: 'compact' }, DAYS)).toEqual({ messages: texts.length, ...counts })
})

it.each([
  ['a thread', [HEAD, paper(0), paper(1), paper(2)], { lost: 0, repeated: 0, unexpected: 0 }],
  ['a thread without a paper', [HEAD, paper(0), paper(2)], { lost: 1, repeated: 0, unexpected: 0 }],
  ['a paper twice', [HEAD, paper(0), paper(1), paper(1)], { lost: 1, repeated: 1, unexpected: 0 }],
  ['a thread without a head', [paper(0), paper(1), paper(2)], { lost: 1, repeated: 0, unexpected: 0 }],
])('counts %s', (_, texts, counts) => {
  expect(countTexts(texts, { layout: 'thread' }, DAYS.slice(0, 1))).toEqual({
    messages: texts.length,
    ...counts,
  })
})
