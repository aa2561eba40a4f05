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
  ['fryday', 'friday'],
  ['riday', undefined],
  ['someday', undefined],
  ['daily', 'daily'],
  ['', undefined],
])('%j is probably %j', (typed, word) => {
  expect(nearMiss(typed, ['daily', 'weekdays', 'weekday', 'friday', 'sunday'])).toBe(word)
})

it('takes no time for a long text', () => {
  const long = 'a'.repeat(100_000)
  expect(nearMiss(long, Array(1_000).fill(`${long}b`))).toBeUndefined()
})
