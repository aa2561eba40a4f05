/** Runs work one at a time per key; work under different keys runs concurrently. */
export interface KeyedMutex {
  /** Runs the work once all earlier work under this key has ended, successfully or not. */
  runExclusive<Result>(key: string, work: () => Promise<Result>): Promise<Result>
}

export function createKeyedMutex(): KeyedMutex {
  const last = new Map<string, Promise<unknown>>()
  return {
    async runExclusive(key, work) {
      const previous = last.get(key)
      const running = (async () => {
        await previous
        return await work()
      })()
      const ended = running.catch(() => {})
      last.set(key, ended)
      await ended
      if (last.get(key) === ended) last.delete(key)
      return await running
    },
  }
}
