import type { FoundPaper } from '../papers/paper.ts'

/** A search service beside our own index, for example one that searches by meaning. */
export interface RemoteSearch {
  name: string
  /** Papers that match plain words, best first. Throws SourceError while the service is unavailable. */
  search(text: string, signal: AbortSignal): Promise<FoundPaper[]>
}
