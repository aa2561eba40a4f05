import type { FoundPaper } from '../papers/paper.ts'

/** Where single papers can be looked up. */
export interface PaperLookUp {
  name: string
  /**
   * The paper of this arXiv id without version, or undefined where the source knows none. Throws SourceError when it
   * can't be asked now.
   */
  find(id: string, signal: AbortSignal): Promise<FoundPaper | undefined>
}
