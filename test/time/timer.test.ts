import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { realTimer } from '../../src/time/timer.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

/** Begins a wait, with a flag for its end. */
function begin(ms: number) {
  const stop = new AbortController()
  const wait = { stop, over: false, listeners: () => getEventListeners(stop.signal, 'abort').length }
  void realTimer.wait(ms, stop.signal).then(() => {
    wait.over = true
  })
  return wait
}

describe('a wait', () => {
  it('ends after its time, rounded up to whole ms, and removes its listener', async () => {
    const from = realTimer.now()
    const wait = begin(20.2)
    await vi.advanceTimersByTimeAsync(20)
    expect(wait.over).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect([wait.over, wait.listeners(), vi.getTimerCount()]).toEqual([true, 0, 0])
    expect(realTimer.now() - from).toBe(21)
  })

  it('ends when its signal aborts, and removes its listener', async () => {
    const wait = begin(20)
    await vi.advanceTimersByTimeAsync(5)
    expect([wait.over, wait.listeners()]).toEqual([false, 1])
    wait.stop.abort()
    await vi.advanceTimersByTimeAsync(0)
    expect([wait.over, wait.listeners(), vi.getTimerCount()]).toEqual([true, 0, 0])
  })

  it('does not begin if its signal was already aborted', async () => {
    await realTimer.wait(20, AbortSignal.abort())
    expect(vi.getTimerCount()).toBe(0)
  })
})
