/** How much a summary may hold. */
export interface SummaryLimits {
  sentences: number
  /** Length in graphemes, spaces and final mark included. */
  graphemes: number
}

export const ONE_LINE: SummaryLimits = { sentences: 1, graphemes: 200 }
