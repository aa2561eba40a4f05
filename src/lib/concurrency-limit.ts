/** Limits how many pieces of work run at once for each key. */
export interface ConcurrencyLimit {
  /** Runs the work, or returns undefined at once where too many of this key are running. */
  run<Result>(key: string, work: () => Promise<Result>): Promise<Result> | undefined
}

export function createConcurrencyLimit(most: number): ConcurrencyLimit {
  const running = new Map<string, number>()

  async function track<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    running.set(key, (running.get(key) ?? 0) + 1)
    try {
      return await work()
    } finally {
      const left = (running.get(key) ?? 1) - 1
      if (left > 0) running.set(key, left)
      else running.delete(key)
    }
  }

  return {
    run: (key, work) => ((running.get(key) ?? 0) < most ? track(key, work) : undefined),
  }
}
