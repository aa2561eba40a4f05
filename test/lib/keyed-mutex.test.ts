import { describe, expect, it } from 'vitest'
import { createKeyedMutex } from '../../src/lib/keyed-mutex.ts'

describe('turns', () => {
  it('follow one another under one key, and do not wait for other keys', async () => {
    const { runExclusive } = createKeyedMutex()
    const first = Promise.withResolvers<void>()
    const done: string[] = []
    const note = (name: string) => async () => void done.push(name)
    const slow = runExclusive('a', () => first.promise.then(note('first')))
    const next = runExclusive('a', note('second'))
    await runExclusive('b', note('other'))
    expect(done).toEqual(['other'])
    first.resolve()
    await Promise.all([slow, next])
    expect(done).toEqual(['other', 'first', 'second'])
  })

  it('go on after work that failed, and hand its error to whoever asked for it', async () => {
    const { runExclusive } = createKeyedMutex()
    const failing = runExclusive('a', () => Promise.reject(new Error('no luck')))
    const next = runExclusive('a', async () => 'fine')
    await expect(failing).rejects.toThrow('no luck')
    expect(await next).toBe('fine')
  })

  it('wait for the turn before them, though an earlier one ended meanwhile', async () => {
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
