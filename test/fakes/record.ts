/** A list of events in order, with promises for those that haven't happened yet. */
export interface Happened<Item> {
  readonly all: readonly Item[]
  add(item: Item): void
  /**
   * The first matching item that no earlier `next` has returned: one that was already added, else the next one to be added. So
   * it doesn't matter whether a test waits before or after the event.
   */
  next(fits?: (item: Item) => boolean): Promise<Item>
}

export function createRecord<Item>(): Happened<Item> {
  const all: Item[] = []
  const given = new Set<Item>()
  let waiting: { fits: (item: Item) => boolean; resolve: (item: Item) => void }[] = []

  const give = (item: Item, resolve: (item: Item) => void): void => {
    given.add(item)
    resolve(item)
  }

  return {
    all,
    add(item) {
      all.push(item)
      const waiter = waiting.find(({ fits }) => fits(item))
      if (!waiter) return
      waiting = waiting.filter(other => other !== waiter)
      give(item, waiter.resolve)
    },
    next: (fits = () => true) =>
      new Promise(resolve => {
        const item = all.find(candidate => !given.has(candidate) && fits(candidate))
        if (item) give(item, resolve)
        else waiting.push({ fits, resolve })
      }),
  }
}
