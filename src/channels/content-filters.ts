/** What a channel doesn't want, or not so much. */
export interface ContentFilters {
  /** Papers that score less are left out, 0–100; 0 leaves none out. */
  minScore: number
  /** Whether papers without code are left out. */
  onlyCode: boolean
  /** Papers of these topics are left out. */
  muted: readonly string[]
  /** Papers that someone wanted fewer like, with the terms that tell them; what shares those ranks lower. */
  downranked: readonly { paperId: string; title: string; terms: readonly string[] }[]
}

export const NO_CONTENT_FILTERS: ContentFilters = { minScore: 0, onlyCode: false, muted: [], downranked: [] }
