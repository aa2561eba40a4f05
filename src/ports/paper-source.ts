import type { ListedPaper } from '../papers/paper.ts'

/** Where papers come from. */
export interface PaperSource {
  name: string
  /**
   * Everything that the source lists for a day (YYYY-MM-DD), all pages. Items that can't be understood are reported
   * and left out. Throws SourceError when the list as a whole can't be had.
   */
  list(day: string, signal: AbortSignal): Promise<SourceList>
}

export interface SourceList {
  papers: ListedPaper[]
  skipped: { id?: string | undefined; reason: string }[]
}
