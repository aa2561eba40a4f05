/**
 * Runs work under a signal that also aborts after `ms` milliseconds, with a `TimeoutError` as its reason. For work that respects its
 * signal.
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

/** The result of work, or undefined if it takes longer than `ms`. The work continues unobserved. */
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

/** The result of work that can't be aborted, or a rejection with the signal's reason as soon as that aborts. */
export async function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const aborted = Promise.withResolvers<never>()
  const abort = (): void => aborted.reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  if (signal.aborted) abort()
  try {
    return await Promise.race([work, aborted.promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
