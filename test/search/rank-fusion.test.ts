import { expect, it } from 'vitest'
import { fuseRankings } from '../../src/search/rank-fusion.ts'

/** Lists of the same length with one common item at a rank, counted from 0. */
function listsWithCommon(rank: number): string[][] {
  const listOf = (name: string): string[] =>
    Array.from({ length: 80 }, (_, place) => (place === rank ? 'common' : `${name}${place}`))
  return [listOf('a'), listOf('b')]
}

it('merges lists by the sum of reciprocal ranks, with a constant of 60', () => {
  // 2 / (60 + 61) is more than 1 / (60 + 1), and 2 / (60 + 62) is equal: then the first in the lists comes first.
  expect(fuseRankings(listsWithCommon(60))[0]).toBe('common')
  expect(fuseRankings(listsWithCommon(61)).slice(0, 3)).toEqual(['a0', 'common', 'b0'])
})

it.each<[string[][], string[]]>([
  [[], []],
  [[['a', 'b', 'c']], ['a', 'b', 'c']],
  [
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
    ['a', 'c', 'b', 'd'],
  ],
  [
    [['a', 'b', 'c'], ['c']],
    ['c', 'a', 'b'],
  ],
])('merges %j into %j', (lists, merged) => {
  expect(fuseRankings(lists)).toEqual(merged)
})
