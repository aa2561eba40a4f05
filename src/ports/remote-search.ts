import type { FoundPaper } from '../papers/paper.ts'

/** Another search that papers may be asked of, by meaning perhaps. */
export interface RemoteSearch {
  name: string
  /** Papers for plain words, best first. Throws SourceError when it can't be asked now. */
  search(text: string, signal: AbortSignal): Promise<FoundPaper[]>
}
