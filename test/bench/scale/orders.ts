import { z } from 'zod'

/** What the processes of this benchmark are asked for, and what they answer. */

export const STORES = ['sqlite', 'postgres'] as const
export type StoreName = (typeof STORES)[number]

export const planningReport = z.object({
  planned: z.number(),
  ms: z.number(),
  /** CPU time of the process, ms. Unlike elapsed time it doesn't depend on what else the machine does. */
  cpuMs: z.number(),
  /** Until the first editions could be delivered, ms; missing where planning ended before. */
  firstMs: z.number().optional(),
  /** Until the small slot was planned, ms. */
  smallMs: z.number().optional(),
  /** The heap after a garbage collection before and at most while planning, and the resident memory, MiB. */
  heap: z.object({ before: z.number(), most: z.number() }),
  resident: z.object({ before: z.number(), most: z.number() }),
  /** ms */
  loopP99: z.number(),
})
export type PlanningReport = z.infer<typeof planningReport>
