import type { ListedPaper } from '../papers/paper.ts'
import type { SourceName } from '../papers/sources.ts'

/** A service that lists each day's papers, with their counts if it has any. */
export interface PaperSource {
  name: string
  /**
   * Everything that the source lists for a day (YYYY-MM-DD), all pages. A source that has only its newest list answers with that, for
   * the list's own day and every later one. Items that can't be parsed are left out and
   * reported in `skipped`. Throws SourceError when the list as a whole is unavailable.
   */
  list(day: string, signal: AbortSignal): Promise<SourceList>
}

export interface SourceList {
  papers: ListedPaper[]
  skipped: { id?: string | undefined; reason: string }[]
}

/** A source beside the one whose papers are voted on. It has only its newest list, which doesn't change any more. */
export interface OtherSource {
  /** Whose lists these are. */
  of: SourceName
  source: PaperSource
  /** How often it is asked, ms. */
  everyMs: number
}
