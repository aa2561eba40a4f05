/** What a channel leaves out or ranks lower. */
export interface ContentFilters {
  /** Papers with a lower score are left out, 0–100; 0 leaves none out. */
  minScore: number
  /** Whether papers without code are left out. */
  onlyCode: boolean
  /** Whether papers that nobody has voted on are included, after the others, also for topics that don't ask for their source. */
  unvoted: boolean
  /** Papers of these topics are left out. */
  muted: readonly string[]
  /** Papers that someone downranked, with their characteristic terms; papers that share those rank lower. */
  downranked: readonly { paperId: string; title: string; terms: readonly string[] }[]
}

export const NO_CONTENT_FILTERS: ContentFilters = {
  minScore: 0,
  onlyCode: false,
  unvoted: false,
  muted: [],
  downranked: [],
}
