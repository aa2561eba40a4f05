/** How long it may go on before other work runs, ms: so short that nobody's acknowledgement is late. */
const SLICE_MS = 10

/**
 * Lets other work run where this one has gone on for long enough; else resolves at once. Await it between steps that need no timer and no
 * network, as on an embedded database: a promise alone lets nothing else run.
 */
export function createSlices(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < SLICE_MS) return
    await new Promise<void>(resolve => setImmediate(resolve))
    since = performance.now()
  }
}

/** Does something with each item on this thread, with other work in between. */
export async function inSlices<Item>(items: Iterable<Item>, work: (item: Item) => void): Promise<void> {
  const slice = createSlices()
  for (const item of items) {
    work(item)
    await slice()
  }
}
