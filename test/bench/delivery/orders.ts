import { z } from 'zod'

/** The bot's user id and bot id on both platforms. */
export const ME = '290926798626350001'

export const toPlatforms = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('faults'), share: z.number() }),
  z.object({ kind: z.literal('report') }),
])

export const platformReport = z.object({
  messages: z.number(),
  /** How many of them have different keys. */
  different: z.number(),
  limited: z.object({ slack: z.number(), discord: z.number() }),
  /** From the first message to the last, ms. */
  ms: z.number(),
})
export type PlatformReport = z.infer<typeof platformReport>

export const toBot = z.discriminatedUnion('kind', [
  /** Plans one edition in each of so many channels per platform, and delivers them. */
  z.object({ kind: z.literal('burst'), discord: z.number(), slack: z.number(), workspaces: z.number() }),
  /** Plans so many editions a second for so many ms, with commands in between. */
  z.object({ kind: z.literal('soak'), perSecond: z.number(), ms: z.number(), workspaces: z.number() }),
])

export const botReport = z.object({
  /** MiB */
  idle: z.number(),
  peak: z.number(),
  /** The heap after a garbage collection at each sample, MiB. */
  heaps: z.array(z.number()),
  /** ms */
  loopP99: z.number(),
  planned: z.number(),
  sent: z.number(),
  failed: z.number(),
  left: z.number(),
  commands: z.number(),
})
export type BotReport = z.infer<typeof botReport>
