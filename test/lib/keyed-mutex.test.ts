import { describe, expect, it } from 'vitest'
import { createKeyedMutex } from '../../src/lib/keyed-mutex.ts'

describe('work under a key', () => {
  it('runs one at a time, and does not wait for other keys', async () => {
    const { runExclusive } = createKeyedMutex()
    const first = Promise.withResolvers<void>()
    const done: string[] = []
    const record = (name: string) => async () => void done.push(name)
    const slow = runExclusive('a', () => first.promise.then(record('first')))
    const next = runExclusive('a', record('second'))
    await runExclusive('b', record('other'))
    expect(done).toEqual(['other'])
    first.resolve()
    await Promise.all([slow, next])
    expect(done).toEqual(['other', 'first', 'second'])
  })

  it('continues after a failure, which rejects only its own promise', async () => {
    const { runExclusive } = createKeyedMutex()
    const failing = runExclusive('a', () => Promise.reject(new Error('failed')))
    const next = runExclusive('a', async () => 'done')
    await expect(failing).rejects.toThrow('failed')
    expect(await next).toBe('done')
  })

  it('waits for the work before it, even after earlier work has ended', async () => {
    const { runExclusive } = createKeyedMutex()
    const second = Promise.withResolvers<void>()
    const done: string[] = []
    const first = runExclusive('a', async () => void done.push('first'))
    const next = runExclusive('a', () => second.promise.then(() => void done.push('second')))
    await first
    const last = runExclusive('a', async () => void done.push('last'))
    await new Promise(resolve => setImmediate(resolve))
    expect(done).toEqual(['first'])
    second.resolve()
    await Promise.all([next, last])
    expect(done).toEqual(['first', 'second', 'last'])
  })
})
