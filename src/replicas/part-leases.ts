import type { Lease, Leases } from '../ports/leases.ts'

export type Hold = Pick<Lease, 'name' | 'holder'>

/**
 * The leases of a platform's connection; a bot has its database to itself. Undivided, it is one lease. Else that lease says how many parts
 * there are, and whoever has a part holds it too: all under the same holder, so that the number can't change while anyone has a part.
 * A part's holder is new each time, so that a late release can't end a later lease.
 */
export function partLeases(platform: string) {
  const name = `${platform} gateway`
  return {
    name,
    total: (parts: number): Hold => ({ name, holder: `${parts} parts` }),
    /** @param id a new name */
    part: (number: number, parts: number, process: string, id: string): Hold => ({
      name: parts === 1 ? name : `${name} ${number}/${parts}`,
      holder: `${process} ${id}`,
    }),
    /** Says that a process is there, which may have no part yet. */
    presence: (process: string): Hold => ({ name: `${name} process ${process}`, holder: process }),
  }
}

/** How many parts all have agreed on; undefined where one process has all of the work. */
export function totalOf({ holder }: Hold): number | undefined {
  const digits = /^(\d+) parts$/.exec(holder)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** How many of so many parts each process has, by its id. */
export function countParts(held: readonly Hold[], parts: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { name, holder } of held) {
    if (!name.endsWith(`/${parts}`)) continue
    const process = holder.split(' ')[0] ?? ''
    counts.set(process, (counts.get(process) ?? 0) + 1)
  }
  return counts
}

/**
 * How a platform's connection is divided now.
 * @returns how many parts there are, and how many each process has; undefined where no process has any
 */
export async function readDivision(
  leases: Pick<Leases, 'startingWith'>,
  platform: string,
): Promise<{ parts: number; counts: number[] } | undefined> {
  const { name } = partLeases(platform)
  const held = await leases.startingWith(name)
  const lease = held.find(each => each.name === name)
  if (!lease) return undefined
  const parts = totalOf(lease)
  if (parts === undefined) return { parts: 1, counts: [1] }
  return { parts, counts: [...countParts(held, parts).values()].toSorted((a, b) => b - a) }
}
