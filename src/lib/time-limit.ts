/**
 * Runs work with a signal that also aborts after so many ms, so that nothing waits forever in a queue of an SDK. After a
 * timeout, the signal's reason is a `TimeoutError`.
 */
export async function withTimeLimit<Result>(
  ms: number,
  signal: AbortSignal,
  work: (limited: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const limited = new AbortController()
  const timer = setTimeout(() => limited.abort(new DOMException('no answer in time', 'TimeoutError')), ms)
  const pass = (): void => limited.abort(signal.reason)
  if (signal.aborted) pass()
  signal.addEventListener('abort', pass, { once: true })
  try {
    return await work(limited.signal)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', pass)
  }
}

/** The result of work, or undefined if it takes longer than so many ms. The work itself isn't stopped. */
export async function within<Result>(work: Promise<Result>, ms: number): Promise<Result | undefined> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<undefined>(resolve => {
    timer = setTimeout(resolve, ms, undefined)
  })
  try {
    return await Promise.race([work, timeout])
  } finally {
    clearTimeout(timer)
  }
}
