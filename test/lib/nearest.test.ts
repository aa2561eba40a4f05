import { expect, it } from 'vitest'
import { nearest, spellingDistance } from '../../src/lib/nearest.ts'

it.each([
  [[3, 1, 2], Infinity, 1],
  [[3, 1, 2], 1, 1],
  [[3, 1, 2], 0.9, undefined],
  [[3, Infinity], Infinity, 3],
  [[Infinity], Infinity, undefined],
  [[], Infinity, undefined],
])('of items at the distances %j, of at most %j, the nearest is at %j', (distances, max, expected) => {
  expect(nearest(distances, distance => distance, max)).toBe(expected)
})

it('is the first of equals, whatever comes between', () => {
  const items = [
    { name: 'far', distance: 2 },
    { name: 'first', distance: 1 },
    { name: 'second', distance: 1 },
  ]
  expect(nearest(items, ({ distance }) => distance)?.name).toBe('first')
})

it.each([
  ['daily', 'daily', 0],
  ['dialy', 'daily', 0.5],
  ['yliad', 'daily', 0.5],
  ['daly', 'daily', 1],
  ['dally', 'daily', 1],
  ['dayliy', 'daily', 2],
])('%j is %j with %j wrong letters', (typed, word, distance) => {
  expect(spellingDistance(typed, word)).toBe(distance)
})
