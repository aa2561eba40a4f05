import { expect, it } from 'vitest'
import { createConcurrencyLimit } from '../../src/lib/concurrency-limit.ts'

it('runs so many pieces of work of a key at once, and others when one has ended, well or not', async () => {
  const limit = createConcurrencyLimit(2)
  const works = Array.from({ length: 4 }, () => Promise.withResolvers<string>())
  const start = (place: number, key = 'Ada') => limit.run(key, async () => works[place]?.promise)

  const first = start(0)
  const second = start(1)
  expect(start(2)).toBeUndefined()
  expect(start(2, 'Bo')).toBeDefined()

  works[0]?.resolve('done')
  expect(await first).toBe('done')
  const third = start(2)
  expect(third).toBeDefined()
  expect(start(3)).toBeUndefined()

  works[1]?.reject(new Error('no'))
  await expect(second).rejects.toThrow('no')
  works[2]?.resolve('done')
  await third
  expect([start(3), start(3), start(3)].map(work => work !== undefined)).toEqual([true, true, false])
})
