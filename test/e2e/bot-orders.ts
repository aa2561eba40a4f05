import { z } from 'zod'

/** What a test tells the bot's process, and what that answers. */
export const botOrderSchema = z.discriminatedUnion('kind', [
  z.object({ id: z.number(), kind: z.literal('at'), time: z.string() }),
  z.object({ id: z.number(), kind: z.literal('stop') }),
])
export type BotOrder = z.infer<typeof botOrderSchema>

export const botAnswerSchema = z.union([z.object({ ready: z.string() }), z.object({ done: z.number() })])
