import { z } from 'zod'

/** The bot's user and bot id at both platforms. */
export const ME = '290926798626350001'

export const toPlatforms = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('faults'), share: z.number() }),
  z.object({ kind: z.literal('report') }),
])

export const platformReport = z.object({
  messages: z.number(),
  /** Of them with a key of its own. */
  different: z.number(),
  limited: z.object({ slack: z.number(), discord: z.number() }),
  /** From the first message to the last. */
  ms: z.number(),
})
export type PlatformReport = z.infer<typeof platformReport>

export const toBot = z.discriminatedUnion('kind', [
  /** Has an edition due in so many channels of each, and delivers them. */
  z.object({ kind: z.literal('burst'), discord: z.number(), slack: z.number(), workspaces: z.number() }),
  /** Has so many editions due a second, for so long, with commands in between. */
  z.object({ kind: z.literal('soak'), perSecond: z.number(), ms: z.number(), workspaces: z.number() }),
])

export const botReport = z.object({
  /** MiB */
  idle: z.number(),
  peak: z.number(),
  /** Live heap after a collection of garbage, MiB, at each of the samples. */
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
