import type { Layout } from '../channels/layout.ts'
import type { SummaryLimits } from '../papers/summary/limits.ts'
import { ONE_LINE } from '../papers/summary/limits.ts'

/** Summary lengths by layout. */
export const SUMMARY_LIMITS: Record<Layout, SummaryLimits> = {
  compact: ONE_LINE,
  thread: ONE_LINE,
  standard: { sentences: 3, graphemes: 600 },
}
