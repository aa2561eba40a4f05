import { expect, it } from 'vitest'
import { createDeduplicator } from '../../src/lib/deduplicator.ts'

it('an id is new once, and again only when it is no longer remembered', () => {
  const isFirst = createDeduplicator(2)
  expect(['a', 'a', 'b', 'a', 'c', 'b'].map(isFirst)).toEqual([true, false, true, false, true, false])
  expect(isFirst('a')).toBe(true)
})
