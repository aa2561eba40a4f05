import type { Channel } from '../channels/channel.ts'
import type { Suspension } from '../ports/suspensions.ts'

/** Why nothing is posted in a channel for now, whatever papers there are. */
export type Hold =
  | { kind: 'paused'; person: string }
  /** The platform rejects this channel. */
  | { kind: 'rejected'; reason: string }
  /** The platform rejects the bot in the whole workspace, or everywhere. */
  | { kind: 'suspended'; reason: string }

/** What the platform rejects counts before what a person paused: resuming alone wouldn't restart digests. */
export function holdOf(
  { id, pausedReason, pausedBy }: Pick<Channel, 'id' | 'pausedReason' | 'pausedBy'>,
  suspensions: readonly Suspension[],
): Hold | undefined {
  const suspension = suspensions.find(({ scope }) => id.startsWith(scope))
  if (suspension) return { kind: 'suspended', reason: suspension.reason }
  if (pausedReason) return { kind: 'rejected', reason: pausedReason }
  return pausedBy && { kind: 'paused', person: pausedBy.person }
}
