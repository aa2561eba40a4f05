/** Tracks running work, so that a shutdown can wait for it. */
export interface TaskTracker {
  /** Runs work and tracks it until it ends. */
  run<Result>(work: () => Promise<Result>): Promise<Result>
  /** Resolves when the work that is running now has ended, or after so many ms. */
  idle(timeoutMs: number): Promise<void>
}

export function createTaskTracker(): TaskTracker {
  const running = new Set<Promise<unknown>>()
  return {
    async run(work) {
      const promise = work()
      running.add(promise)
      try {
        return await promise
      } finally {
        running.delete(promise)
      }
    },
    async idle(timeoutMs) {
      let timer: NodeJS.Timeout | undefined
      const timeout = new Promise(resolve => {
        timer = setTimeout(resolve, timeoutMs)
      })
      await Promise.race([Promise.allSettled(running), timeout])
      clearTimeout(timer)
    },
  }
}
