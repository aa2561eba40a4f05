import type { FoundPaper } from '../papers/paper.ts'

/** A service that knows single papers by their ids. */
export interface PaperLookUp {
  name: string
  /**
   * The paper with this arXiv id (without version), and what cites it if the service knows; undefined where there is none.
   * Throws SourceError while the service is unavailable.
   */
  find(id: string, signal: AbortSignal): Promise<FoundPaper | undefined>
}
