/** Runs work under the same key one at a time, and under different keys concurrently. */
export interface KeyedMutex {
  /** Runs the work when all earlier work under this key has ended, even with an error. */
  runExclusive<Result>(key: string, work: () => Promise<Result>): Promise<Result>
}

export function createKeyedMutex(): KeyedMutex {
  const last = new Map<string, Promise<unknown>>()
  return {
    async runExclusive(key, work) {
      const before = last.get(key)
      const result = (async () => {
        await before
        return await work()
      })()
      const ended = result.catch(() => {})
      last.set(key, ended)
      await ended
      if (last.get(key) === ended) last.delete(key)
      return await result
    },
  }
}
