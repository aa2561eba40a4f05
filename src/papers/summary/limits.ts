import type { Layout } from '../../messages/digest.ts'

/** How much a summary may hold. */
export interface SummaryLimits {
  sentences: number
  /** Length in graphemes, spaces and final mark included. */
  graphemes: number
}

const ONE_LINE: SummaryLimits = { sentences: 1, graphemes: 200 }

/** What the digest's layouts have room for. */
export const SUMMARY_LIMITS: Record<Layout, SummaryLimits> = {
  compact: ONE_LINE,
  thread: ONE_LINE,
  standard: { sentences: 3, graphemes: 600 },
}
