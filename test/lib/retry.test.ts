import { describe, expect, it } from 'vitest'
import { backoff } from '../../src/lib/backoff.ts'
import { type RetryOptions, retry } from '../../src/lib/retry.ts'

describe('backoff', () => {
  const settings = { backoffMs: 1_000, maxBackoffMs: 5_000 }

  it.each([
    [1, 0.5, 0, 1_000],
    [2, 0.5, 0, 2_000],
    [3, 0.5, 0, 4_000],
    [4, 0.5, 0, 5_000],
    [40, 0.5, 0, 5_000],
    [1, 0, 0, 800],
    [1, 1, 0, 1_200],
    [4, 1, 0, 6_000],
    [1, 0.5, 1_500, 1_500],
    [2, 0.5, 1_500, 2_000],
  ])('after %i attempts, at chance %d, asked for %i ms: %i ms', (attempts, random, askedFor, ms) => {
    expect(backoff(attempts, settings, random, askedFor)).toBe(ms)
  })
})

describe('retry', () => {
  const options: RetryOptions = {
    backoff: { backoffMs: 0, maxBackoffMs: 0 },
    random: () => 0.5,
    shouldRetry: () => true,
  }

  /** An attempt that fails so often. */
  function failing(times: number) {
    let failures = 0
    return async (): Promise<string> => {
      if (failures === times) return 'done'
      failures++
      throw new Error(`failure ${failures}`)
    }
  }

  it('returns the first success, and reports each failure before it', async () => {
    const reported: number[] = []
    const onRetry = (_: unknown, failures: number): void => void reported.push(failures)
    expect(await retry(failing(3), { ...options, onRetry })).toBe('done')
    expect(reported).toEqual([1, 2, 3])
  })

  it('throws a failure that will not pass', async () => {
    const shouldRetry = (error: unknown): boolean => error instanceof Error && error.message === 'failure 1'
    await expect(retry(failing(3), { ...options, shouldRetry })).rejects.toThrow('failure 2')
  })

  it('makes no attempt once the signal has aborted', async () => {
    const signal = AbortSignal.abort(new Error('stopping'))
    await expect(retry(failing(0), { ...options, signal })).rejects.toThrow('stopping')
  })

  it('ends a wait when the signal aborts', async () => {
    const controller = new AbortController()
    const ended = retry(failing(1), {
      ...options,
      backoff: { backoffMs: 60_000, maxBackoffMs: 60_000 },
      signal: controller.signal,
      onRetry: () => queueMicrotask(() => controller.abort(new Error('stopping'))),
    })
    await expect(ended).rejects.toThrow('stopping')
  })
})
