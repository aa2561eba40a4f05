import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { unlessAborted, within, withTimeLimit } from '../../src/lib/time-limit.ts'

const never = new AbortController().signal
const endless = new Promise<never>(() => {})

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Rejects with the signal's reason when it aborts. */
const untilAborted = (signal: AbortSignal): Promise<never> => unlessAborted(endless, signal)

describe('withTimeLimit', () => {
  it('aborts work with a TimeoutError after the limit', async () => {
    const failed = expect(withTimeLimit(100, never, untilAborted)).rejects.toMatchObject({
      name: 'TimeoutError',
    })
    await vi.advanceTimersByTimeAsync(99)
    expect(vi.getTimerCount()).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    await failed
  })

  it.each(['before', 'during'])('passes on an abort %s the work, with its reason', async when => {
    const controller = new AbortController()
    const reason = new Error('stopping')
    if (when === 'before') controller.abort(reason)
    const failed = expect(withTimeLimit(100, controller.signal, untilAborted)).rejects.toBe(reason)
    controller.abort(reason)
    await failed
  })

  it('returns the result and leaves no timer', async () => {
    expect(await withTimeLimit(100, never, async () => 'done')).toBe('done')
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('within', () => {
  it('is the result in time, and leaves no timer', async () => {
    expect(await within(Promise.resolve('done'), 100)).toBe('done')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is undefined after the limit', async () => {
    const late = within(endless, 100)
    await vi.advanceTimersByTimeAsync(100)
    expect(await late).toBeUndefined()
  })

  it('rejects as the work does', async () => {
    await expect(within(Promise.reject(new Error('broken')), 100)).rejects.toThrow('broken')
  })
})

describe('unlessAborted', () => {
  it.each(['before', 'during'])('rejects with the reason of an abort %s the work', async when => {
    const controller = new AbortController()
    const reason = new Error('stopping')
    if (when === 'before') controller.abort(reason)
    const failed = expect(unlessAborted(endless, controller.signal)).rejects.toBe(reason)
    controller.abort(reason)
    await failed
  })

  it('is the result of work that ends first', async () => {
    expect(await unlessAborted(Promise.resolve('done'), never)).toBe('done')
  })
})
