import { expect, it } from 'vitest'
import { createDeduplicator } from '../../src/lib/deduplicator.ts'

it('a request is new once, and again only after many others', () => {
  const isFirst = createDeduplicator(2)
  expect(['a', 'a', 'b', 'a', 'c', 'b'].map(isFirst)).toEqual([true, false, true, false, true, false])
  expect(isFirst('a')).toBe(true)
})
