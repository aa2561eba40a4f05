import type { Lease, Leases } from '../../src/ports/leases.ts'
import type { Timer } from '../../src/time/clock.ts'

/** Leases in memory, on a database that a test can break. */
export interface FakeLeases extends Leases {
  /** Every request is rejected. */
  fails: boolean
  /** Requests aren't answered. */
  hangs: boolean
  /** Gives another the lease, as after it has ended. */
  give(name: string, holder: string): void
}

export function createFakeLeases(timer: Pick<Timer, 'now'>): FakeLeases {
  const rows = new Map<string, Lease>()

  const valid = (name: string): Lease | undefined => {
    const row = rows.get(name)
    return row && row.endsAt > timer.now() ? row : undefined
  }

  async function asked(): Promise<void> {
    if (leases.fails) throw new Error('the database fails')
    if (leases.hangs) await new Promise(() => {})
  }

  const leases: FakeLeases = {
    fails: false,
    hangs: false,
    give: (name, holder) => void rows.set(name, { name, holder, endsAt: Number.POSITIVE_INFINITY }),
    async acquire(name, holder, forMs) {
      await asked()
      const row = valid(name)
      if (row && row.holder !== holder) return false
      rows.set(name, { name, holder, endsAt: timer.now() + forMs })
      return true
    },
    async renew(name, holder, forMs) {
      await asked()
      const row = valid(name)
      if (row?.holder !== holder) return false
      row.endsAt = timer.now() + forMs
      return true
    },
    async renewAll(held, forMs) {
      await asked()
      const renewed = held.filter(({ name, holder }) => valid(name)?.holder === holder)
      for (const { name, holder } of renewed) rows.set(name, { name, holder, endsAt: timer.now() + forMs })
      return renewed.map(({ name }) => name)
    },
    async release(name, holder) {
      await asked()
      if (rows.get(name)?.holder === holder) rows.delete(name)
    },
    all: async () => [...rows.keys()].sort().flatMap(name => valid(name) ?? []),
    async startingWith(prefix) {
      await asked()
      return [...rows.keys()]
        .sort()
        .filter(name => name.startsWith(prefix))
        .flatMap(name => valid(name) ?? [])
    },
    async tidy() {},
    now: async () => timer.now(),
  }
  return leases
}
