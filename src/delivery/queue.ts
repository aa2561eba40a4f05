import type { ChannelId, PlatformName } from '../channels/channel-id.ts'
import { platformOf, workspaceOf } from '../channels/channel-id.ts'
import type { DueRow } from '../ports/outbox.ts'

/** Whether something may begin: 0 for now, else ms to wait, and Infinity until some delivery has ended. */
export interface Gate {
  bot(platform: PlatformName): number
  workspace(platform: PlatformName, workspace: string): number
  /** Where it says 0, the delivery counts as begun. */
  begin(channel: ChannelId): number
}

/**
 * What is due, in a fair order: what people asked for before what the schedule brings, then workspaces in turn, and within
 * one the oldest first, past those whose channel has to wait.
 */
export interface Queue {
  size(): number
  /** Replaces what is in the queue. @param rows oldest first */
  fill(rows: readonly DueRow[]): void
  /** Takes out what may begin now. @returns these, and after how many ms more may */
  pick(gate: Gate): { ready: DueRow[]; waitMs: number }
}

/** An edition is named after its slot, `2026-11-23T09:00Z`, unless someone asked for it. */
const isScheduled = ({ edition }: DueRow): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/.test(edition)

type Lane = Map<string, DueRow[]>

export function createQueue(): Queue {
  const lanes = new Map<PlatformName, { asked: Lane; scheduled: Lane }>()
  let size = 0

  function add(row: DueRow): void {
    const platform = platformOf(row.channel)
    const lane = lanes.get(platform) ?? { asked: new Map(), scheduled: new Map() }
    lanes.set(platform, lane)
    const workspaces = isScheduled(row) ? lane.scheduled : lane.asked
    const rows = workspaces.get(workspaceOf(row.channel))
    if (rows) rows.push(row)
    else workspaces.set(workspaceOf(row.channel), [row])
  }

  /** The first row of a workspace that may begin, taken out; else how long the most hopeful one has to wait. */
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
    // A workspace that had its turn goes to the end, where this loop meets it again.
    for (const [workspace, rows] of lane) {
      const botWait = gate.bot(platform)
      if (botWait > 0) return botWait
      const closed = gate.workspace(platform, workspace)
      const taken = closed > 0 ? closed : takeFirst(rows, gate)
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
      const waits = [...lanes].flatMap(([platform, { asked, scheduled }]) => [
        pickFrom(platform, asked, gate, ready),
        pickFrom(platform, scheduled, gate, ready),
      ])
      return { ready, waitMs: Math.min(...waits) }
    },
  }
}
