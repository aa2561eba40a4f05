import type { Outbox, PlannedSlot } from '../ports/outbox.ts'
import { leasesHeldNow, outsideLeases } from '../replicas/held-lease.ts'

/** Stores what was planned for a slot. @returns whether that has a new row, or a reason why not */
export type PlanTogether = (slot: PlannedSlot) => Promise<boolean>

interface Waiting {
  slot: PlannedSlot
  done: PromiseWithResolvers<boolean>
  checkLeases(): void
}

/**
 * Stores what is planned in the same turn of the event loop in one transaction: on most disks a commit takes longer than planning a dozen
 * channels. Where that fails, each is stored by itself, so that one that can't be stored doesn't prevent the others.
 */
export function createPlanTogether(outbox: Pick<Outbox, 'planSlots'>): PlanTogether {
  let waiting: Waiting[] = []

  async function storeOne({ slot, done }: Waiting): Promise<void> {
    try {
      const [isDone = false] = await outbox.planSlots([slot])
      done.resolve(isDone)
    } catch (error) {
      done.reject(error)
    }
  }

  /** What was planned under a lease that is lost isn't stored, and doesn't prevent the others either. */
  function isAllowed({ checkLeases, done }: Waiting): boolean {
    try {
      checkLeases()
      return true
    } catch (error) {
      done.reject(error)
      return false
    }
  }

  async function store(): Promise<void> {
    const all = waiting.filter(isAllowed)
    waiting = []
    if (all.length > 1) {
      try {
        const done = await outbox.planSlots(all.map(({ slot }) => slot))
        for (const [index, each] of all.entries()) each.done.resolve(done[index] ?? false)
        return
      } catch {
        // Each reports its own error.
      }
    }
    for (const each of all) await storeOne(each)
  }

  return slot => {
    const done = Promise.withResolvers<boolean>()
    if (waiting.length === 0) setImmediate(() => void outsideLeases(store))
    waiting.push({ slot, done, checkLeases: leasesHeldNow() })
    return done.promise
  }
}
