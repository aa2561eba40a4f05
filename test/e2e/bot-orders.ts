import { z } from 'zod'

/** Messages between a test and the bot's process. */
export const botOrderSchema = z.discriminatedUnion('kind', [
  z.object({ id: z.number(), kind: z.literal('at'), time: z.string() }),
  z.object({ id: z.number(), kind: z.literal('stop') }),
])
export type BotOrder = z.infer<typeof botOrderSchema>

export const botAnswerSchema = z.union([z.object({ ready: z.string() }), z.object({ done: z.number() })])
