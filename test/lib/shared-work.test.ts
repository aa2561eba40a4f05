import { expect, it } from 'vitest'
import { createSharedWork } from '../../src/lib/shared-work.ts'

it('shares the work of a key until it ends, in success or failure', async () => {
  const { running, start } = createSharedWork<string>()
  const { promise, resolve } = Promise.withResolvers<string>()
  const started = start('a', () => promise)
  expect(running('a')).toBe(started)
  expect(running('b')).toBeUndefined()
  resolve('done')
  expect(await started).toBe('done')
  expect(running('a')).toBeUndefined()

  const failing = start('a', () => Promise.reject(new Error('failed')))
  expect(running('a')).toBe(failing)
  await expect(failing).rejects.toThrow('failed')
  expect(running('a')).toBeUndefined()
})
