/**
 * Runs work under a signal that also comes after so many ms, so that nothing waits for ever, whatever queue of an SDK it
 * stands in. What comes by the time limit has a `TimeoutError` for its reason.
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
