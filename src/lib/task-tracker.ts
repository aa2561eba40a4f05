import { within } from './time-limit.ts'

/** Tasks that were started, for a shutdown to wait for. */
export interface TaskTracker {
  /** Starts work and tracks it until it ends. */
  run<Result>(work: () => Promise<Result>): Promise<Result>
  /** Resolves when no task is running any more, or after `timeoutMs`. */
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
      await within(Promise.allSettled(running), timeoutMs)
    },
  }
}
