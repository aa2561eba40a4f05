import type { Layout } from '../messages/digest.ts'
import type { Schedule } from '../time/slots.ts'

export const PLATFORMS = ['slack', 'discord', 'preview'] as const
export type Platform = (typeof PLATFORMS)[number]

/** `slack:<team>/<channel>`, `discord:<guild or @me>/<channel>`, or `preview:local`. */
export type ChannelId = `${Platform}:${string}`

/** What a slot that passed while the bot was down is worth: its digest comes late, or not at all. */
export const CATCH_UPS = ['once', 'skip'] as const
export type CatchUp = (typeof CATCH_UPS)[number]

/** What a channel doesn't want, or not so much. */
export interface Taste {
  /** Papers that score less are left out, 0–100; 0 leaves none out. */
  minScore: number
  /** Whether papers without code are left out. */
  onlyCode: boolean
  /** Papers of these topics are left out. */
  muted: readonly string[]
  /** Papers that someone wanted fewer like, with the terms that tell them; what shares those ranks lower. */
  less: readonly { paperId: string; title: string; terms: readonly string[] }[]
}

export const NO_TASTE: Taste = { minScore: 0, onlyCode: false, muted: [], less: [] }

/** A place that receives digests. */
export interface Channel extends Schedule, Taste {
  id: ChannelId
  layout: Layout
  /** Papers per digest, 1–15. */
  size: number
  catchUp: CatchUp
  /** Who asked for no digests until someone resumes, and when, ms UTC. */
  pausedBy?: { person: string; at: number } | undefined
  /** When the next edition is due, ms UTC. */
  nextSlotAt: number
  /** Why no digest is delivered, where the platform refused us for good. */
  pausedReason?: string | undefined
  /** The last slot at which there was nothing to post, and why. */
  silence?: { slotAt: number; reason: string } | undefined
  createdAt: number
}

export const PREVIEW_CHANNEL: ChannelId = 'preview:local'

export const platformOf = (id: ChannelId): Platform => {
  const platform = PLATFORMS.find(name => id.startsWith(`${name}:`))
  if (!platform) throw new TypeError(`no platform has channels like ${id}`)
  return platform
}

/**
 * The parts of a channel's id after the platform: `slack:T1/C2` → `{ workspace: 'T1', place: 'C2' }`. The workspace is
 * Slack's team or Discord's guild.
 */
export const partsOf = (id: ChannelId): { workspace: string; place: string } => {
  const [workspace = '', place = ''] = id.slice(id.indexOf(':') + 1).split('/')
  return { workspace, place }
}

/** A channel's id as a person wrote it; undefined where it is none. */
export function channelIdOf(text: string): ChannelId | undefined {
  const platform = PLATFORMS.find(name => text.startsWith(`${name}:`))
  return platform && `${platform}:${text.slice(platform.length + 1)}`
}
