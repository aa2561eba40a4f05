import type { ListedPaper } from '../papers/paper.ts'

/** A service that lists each day's papers with their counts. */
export interface PaperSource {
  name: string
  /**
   * Everything that the source lists for a day (YYYY-MM-DD), all pages. Items that can't be parsed are left out and
   * reported in `skipped`. Throws SourceError when the list as a whole is unavailable.
   */
  list(day: string, signal: AbortSignal): Promise<SourceList>
}

export interface SourceList {
  papers: ListedPaper[]
  skipped: { id?: string | undefined; reason: string }[]
}
