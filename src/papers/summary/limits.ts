/** The maximum length of a summary. */
export interface SummaryLimits {
  sentences: number
  /** Including spaces and the final mark. */
  graphemes: number
}

export const ONE_LINE: SummaryLimits = { sentences: 1, graphemes: 200 }
