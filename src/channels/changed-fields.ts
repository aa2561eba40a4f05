import { z } from 'zod'
import { CATCH_UPS } from './channel.ts'
import { LAYOUTS } from './layout.ts'

/** The part of a channel that a recorded change has: the settings that differed, and its topics. */
export const changedFieldsSchema = z
  .object({
    time: z.string(),
    days: z.array(z.literal([1, 2, 3, 4, 5, 6, 7])),
    timezone: z.string(),
    layout: z.enum(LAYOUTS),
    size: z.number(),
    catchUp: z.enum(CATCH_UPS),
    minScore: z.number(),
    onlyCode: z.boolean(),
    unvoted: z.boolean(),
    muted: z.array(z.string()),
    downranked: z.array(z.object({ paperId: z.string(), title: z.string(), terms: z.array(z.string()) })),
    pausedBy: z.object({ person: z.string(), at: z.number() }),
    topics: z.array(z.string()),
  })
  .partial()

export type ChangedFields = z.infer<typeof changedFieldsSchema>
