import { expect, it } from 'vitest'
import { nearMiss } from '../../src/text/near-miss.ts'

it.each([
  ['weekdys', 'weekdays'],
  ['firday', 'friday'],
  ['dialy', 'daily'],
  ['daly', 'daily'],
  ['weekdaaays', 'weekdays'],
  ['weekdaaaays', undefined],
  ['dy', undefined],
  ['suny', undefined],
  ['fryday', 'friday'],
  ['riday', undefined],
  ['someday', undefined],
  ['daily', 'daily'],
  ['', undefined],
])('%j is probably %j', (typed, word) => {
  expect(nearMiss(typed, ['daily', 'weekdays', 'weekday', 'friday', 'sunday'])).toBe(word)
})

it.each([
  [80, true],
  [81, false],
])('of %i letters is a misspelt word: %s', (length, isWord) => {
  const word = 'a'.repeat(length)
  expect(nearMiss(word, [`${word}b`])).toBe(isWord ? `${word}b` : undefined)
})

it('takes no time for a long text', () => {
  const long = 'a'.repeat(100_000)
  expect(nearMiss(long, Array(1_000).fill(`${long}b`))).toBeUndefined()
})
