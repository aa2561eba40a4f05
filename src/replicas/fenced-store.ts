import type { Store } from '../ports/store.ts'
import { checkLeases } from './held-lease.ts'

type Write<Args extends unknown[], Result> = (...args: Args) => Promise<Result>

const fenced =
  <Args extends unknown[], Result>(write: Write<Args, Result>): Write<Args, Result> =>
  async (...args) => {
    checkLeases()
    return write(...args)
  }

/**
 * The store, which refuses writes of work whose lease is lost: a process that was suspended must not undo what another has done
 * since. Deliveries have leases of their own, which the outbox checks.
 */
export const fenceStore = (store: Store): Store => {
  const { papers, channels, outbox, audit, keyValues } = store
  return {
    ...store,
    papers: {
      ...papers,
      record: fenced(papers.record),
      delist: fenced(papers.delist),
      thinSnapshots: fenced(papers.thinSnapshots),
      removeFoundBefore: fenced(papers.removeFoundBefore),
    },
    channels: {
      ...channels,
      save: fenced(channels.save),
      subscribe: fenced(channels.subscribe),
      unsubscribe: fenced(channels.unsubscribe),
    },
    outbox: {
      ...outbox,
      plan: fenced(outbox.plan),
      planSlots: fenced(outbox.planSlots),
      cancel: fenced(outbox.cancel),
    },
    audit: { ...audit, record: fenced(audit.record) },
    keyValues: { ...keyValues, set: fenced(keyValues.set) },
  }
}
