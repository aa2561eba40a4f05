import { beforeEach, expect, it } from 'vitest'
import { createRecentWork, type RecentWork } from '../../src/lib/recent-work.ts'
import { createFakeClock } from '../fakes/clock.ts'

const clock = createFakeClock(0)
let works: RecentWork<string>
let begun: string[]
beforeEach(() => {
  clock.set('2026-11-23T09:00Z')
  works = createRecentWork(2, { afterMs: 1_000, now: clock.now })
  begun = []
})

/** As its users do it. */
const result = (key: string, answer = key.toUpperCase()): Promise<string> =>
  works.get(key) ??
  works.start(key, async () => {
    begun.push(key)
    return answer
  })

it('is done once for all who ask within a while, also while it is running', async () => {
  expect(await Promise.all([result('a'), result('a', 'other')])).toEqual(['A', 'A'])
  clock.advance(999)
  expect(await result('a', 'other')).toBe('A')
  clock.advance(1)
  expect(await result('a', 'other')).toBe('other')
  expect(begun).toEqual(['a', 'a'])
})

it('is done again where it failed', async () => {
  const failed = works.start('a', () => Promise.reject(new Error('no')))
  await expect(failed).rejects.toThrow('no')
  expect(await result('a')).toBe('A')
})

it('that failed leaves what was begun after it', async () => {
  const first = Promise.withResolvers<string>()
  const failed = works.start('a', () => first.promise)
  clock.advance(1_000)
  await result('a')
  first.reject(new Error('no'))
  await expect(failed).rejects.toThrow('no')
  expect(await works.get('a')).toBe('A')
})

it('is kept for so many keys, and for none after `clear`', async () => {
  for (const key of ['a', 'b', 'c']) await result(key)
  expect(works.get('a')).toBeUndefined()
  expect(await works.get('c')).toBe('C')
  works.clear()
  expect(works.get('c')).toBeUndefined()
})
