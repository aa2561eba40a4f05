/** Lets work on one thing follow one another, and work on others go on meanwhile. */
export interface KeyedMutex {
  /** Does the work once all earlier work under this key has ended, well or not. */
  runExclusive<Result>(key: string, work: () => Promise<Result>): Promise<Result>
}

export function createKeyedMutex(): KeyedMutex {
  const last = new Map<string, Promise<unknown>>()
  return {
    async runExclusive(key, work) {
      const before = last.get(key)
      const turn = (async () => {
        await before
        return await work()
      })()
      const ended = turn.catch(() => {})
      last.set(key, ended)
      await ended
      if (last.get(key) === ended) last.delete(key)
      return await turn
    },
  }
}
