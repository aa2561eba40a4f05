/** How long a slice may take before other work runs, ms: so short that no acknowledgement is late. */
const SLICE_MS = 10

/** Does something with each item on this thread, with other work in between. */
export async function inSlices<Item>(items: Iterable<Item>, work: (item: Item) => void): Promise<void> {
  let since = performance.now()
  for (const item of items) {
    work(item)
    if (performance.now() - since < SLICE_MS) continue
    await new Promise<void>(resolve => setImmediate(resolve))
    since = performance.now()
  }
}
