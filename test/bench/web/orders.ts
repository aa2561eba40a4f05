import { z } from 'zod'

/** The pages that visitors ask for, by kind. */
export const KINDS = ['day', 'search', 'paper', 'topic', 'feed'] as const
export type PageKind = (typeof KINDS)[number]

/** The paths of a kind, those that most visitors ask for first. */
export const addresses = z.record(z.enum(KINDS), z.array(z.string()).min(1))
export type Addresses = z.infer<typeof addresses>

export const visitorsOrder = z.object({
  url: z.string(),
  addresses,
  aSecond: z.number(),
})
export type VisitorsOrder = z.infer<typeof visitorsOrder>

/** What visitors saw until they were stopped. */
export const visitorsReport = z.object({
  /** Until the first byte of each answer, ms. */
  firstBytes: z.record(z.enum(KINDS), z.array(z.number())),
  /** Requests that were answered by something else than the page, or not at all, by status or error. */
  failed: z.record(z.string(), z.number()),
  /** Requests that were sent in a second, on average. */
  aSecond: z.number(),
})
export type VisitorsReport = z.infer<typeof visitorsReport>
