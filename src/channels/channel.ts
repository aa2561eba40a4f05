import type { Schedule } from '../time/slots.ts'
import type { ChannelId } from './channel-id.ts'
import type { ContentFilters } from './content-filters.ts'
import type { Layout } from './layout.ts'

/** What happens to a slot missed while the bot was down: one late digest (`once`), or none (`skip`). */
export const CATCH_UPS = ['once', 'skip'] as const
export type CatchUp = (typeof CATCH_UPS)[number]

/** A place that receives digests. */
export interface Channel extends Schedule, ContentFilters {
  id: ChannelId
  layout: Layout
  /** Papers per digest, 1–15. */
  size: number
  catchUp: CatchUp
  /** Who paused the digests, and when, ms UTC. */
  pausedBy?: { person: string; at: number } | undefined
  /** When the next edition is due, ms UTC. */
  nextSlotAt: number
  /** Why the digests are paused after the platform rejected this channel. */
  pausedReason?: string | undefined
  /** The last slot at which there was nothing to post, and why. */
  lastSkip?: { slotAt: number; reason: string } | undefined
  createdAt: number
}
