import type { ChannelId, PlatformName } from '../channels/channel-id.ts'
import { platformOf, workspaceOf } from '../channels/channel-id.ts'
import { type DueRow, LOW_PRIORITY_ORIGINS } from '../ports/outbox.ts'

/** How long a delivery has to wait before it may begin, ms: 0 for not at all, Infinity until another delivery ends. */
export interface Gate {
  bot(platform: PlatformName): number
  workspace(platform: PlatformName, workspace: string): number
  /** If it returns 0, the delivery has begun. */
  begin(channel: ChannelId): number
}

/**
 * The deliveries that are due, in a fair order: requested ones before scheduled ones, then the workspaces in turn, and within a
 * workspace the oldest first, skipping those whose channel has to wait.
 */
export interface Queue {
  size(): number
  /** Replaces the contents of the queue. @param rows oldest first */
  fill(rows: readonly DueRow[]): void
  /** Removes and returns the rows that may begin now, and how long until the next one may, ms. */
  pick(gate: Gate): { ready: DueRow[]; waitMs: number }
}

type Lane = Map<string, DueRow[]>

export function createQueue(): Queue {
  const lanes = new Map<PlatformName, { requested: Lane; scheduled: Lane }>()
  let size = 0

  function add(row: DueRow): void {
    const platform = platformOf(row.channel)
    const lane = lanes.get(platform) ?? { requested: new Map(), scheduled: new Map() }
    lanes.set(platform, lane)
    const workspaces = LOW_PRIORITY_ORIGINS.includes(row.origin) ? lane.scheduled : lane.requested
    const rows = workspaces.get(workspaceOf(row.channel))
    if (rows) rows.push(row)
    else workspaces.set(workspaceOf(row.channel), [row])
  }

  /** Removes and returns the first row of a workspace that may begin; else how long the next one has to wait. */
  function takeFirst(rows: DueRow[], gate: Gate): DueRow | number {
    let least = Number.POSITIVE_INFINITY
    for (const [index, row] of rows.entries()) {
      const wait = gate.begin(row.channel)
      if (wait === 0) {
        rows.splice(index, 1)
        return row
      }
      least = Math.min(least, wait)
    }
    return least
  }

  function pickFrom(platform: PlatformName, lane: Lane, gate: Gate, ready: DueRow[]): number {
    let least = Number.POSITIVE_INFINITY
    // A workspace that had its turn moves to the end of the map, where this loop comes to it again.
    for (const [workspace, rows] of lane) {
      const botWait = gate.bot(platform)
      if (botWait > 0) return botWait
      const workspaceWait = gate.workspace(platform, workspace)
      const taken = workspaceWait > 0 ? workspaceWait : takeFirst(rows, gate)
      if (typeof taken === 'number') {
        least = Math.min(least, taken)
        continue
      }
      ready.push(taken)
      size--
      lane.delete(workspace)
      if (rows.length > 0) lane.set(workspace, rows)
    }
    return least
  }

  return {
    size: () => size,
    fill(rows) {
      lanes.clear()
      for (const row of rows) add(row)
      size = rows.length
    },
    pick(gate) {
      const ready: DueRow[] = []
      const waits = [...lanes].flatMap(([platform, { requested, scheduled }]) => [
        pickFrom(platform, requested, gate, ready),
        pickFrom(platform, scheduled, gate, ready),
      ])
      return { ready, waitMs: Math.min(...waits) }
    },
  }
}
