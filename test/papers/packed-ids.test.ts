import fc from 'fast-check'
import { expect, it } from 'vitest'
import { packIds, unpackIds } from '../../src/papers/packed-ids.ts'

it.each([
  ['2611.00001'],
  ['0704.0001'],
  ['1412.9999'],
  ['1501.00001'],
  ['9912.99999'],
  ['2611.00001', '1706.03762'],
])('packs and unpacks %s %s', (...ids) => {
  const given = ids.filter(Boolean)
  expect(packIds(given)).toHaveLength(1 + 5 * given.length)
  expect(unpackIds(packIds(given))).toEqual(given)
})

it('packs every id of our time', () => {
  const month = fc.tuple(fc.integer({ min: 15, max: 99 }), fc.integer({ min: 1, max: 12 }))
  const two = (part: number): string => String(part).padStart(2, '0')
  fc.assert(
    fc.property(fc.array(fc.tuple(month, fc.integer({ min: 0, max: 99_999 })), { minLength: 1 }), parts => {
      const ids = parts.map(([[y, m], n]) => `${two(y)}${two(m)}.${String(n).padStart(5, '0')}`)
      expect(unpackIds(packIds(ids))).toEqual(ids)
    }),
  )
})

it.each(['math.GT/0309136', '1501.0001', '1412.00001', '2613.00001'])('leaves %s as it is', id =>
  expect(packIds(['2611.00001', id])).toBe(`2611.00001 ${id}`),
)

it.each(['', '~', '~1234', '~1234_', 'week', '2611.00001'])('is not %j', word =>
  expect(unpackIds(word)).toBeUndefined(),
)

it('fits into a button of Discord with fifteen papers', () => {
  const ids = Array.from({ length: 15 }, (_, index) => `2611.000${10 + index}`)
  expect(`papers:export ${packIds(ids)}`.length).toBeLessThanOrEqual(100)
})
