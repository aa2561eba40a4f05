/** Work that is running, by key, for others who want the same result. */
export interface SharedWork<Result> {
  /** The result of the key's work; undefined if none is running. */
  running(key: string): Promise<Result> | undefined
  /** Starts the key's work, which others can share until it ends. */
  start(key: string, work: () => Promise<Result>): Promise<Result>
}

export function createSharedWork<Result>(): SharedWork<Result> {
  const works = new Map<string, Promise<Result>>()
  return {
    running: key => works.get(key),
    start(key, work) {
      const started = work().finally(() => works.delete(key))
      works.set(key, started)
      return started
    },
  }
}
