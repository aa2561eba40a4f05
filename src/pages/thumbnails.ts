import { createConcurrencyLimit } from '../lib/concurrency-limit.ts'
import { createRecentWork } from '../lib/recent-work.ts'
import type { Papers } from '../ports/papers.ts'
import { SourceError } from '../ports/source-error.ts'
import type { Thumbnail, ThumbnailSource } from '../ports/thumbnails.ts'

export type FoundThumbnail =
  | ({ kind: 'found' } & Thumbnail)
  /** The paper isn't stored or has no usable picture. */
  | { kind: 'none' }
  /** The source doesn't answer now, or is asked for too many already. */
  | { kind: 'failed' }

export type FindThumbnail = (id: string) => Promise<FoundThumbnail>

/** Pictures in memory, each of at most 1 MB: those of a page and some more. */
const MAX_PICTURES = 64
/** A paper's picture rarely changes, ms. */
const MAX_AGE_MS = 6 * 3_600_000
/** A browser asks for six at once. */
const MAX_AT_ONCE = 24

/** Finds the pictures of stored papers: a visitor can't make this process ask for any other address. @param deps.now ms UTC */
export function createThumbnails(deps: {
  papers: Pick<Papers, 'find'>
  source: ThumbnailSource
  now: () => number
}): FindThumbnail {
  const { papers, source, now } = deps
  const pictures = createRecentWork<FoundThumbnail>(MAX_PICTURES, { afterMs: MAX_AGE_MS, now })
  const limit = createConcurrencyLimit(MAX_AT_ONCE)

  async function load(id: string): Promise<FoundThumbnail> {
    const url = (await papers.find(id))?.paper.thumbnailUrl
    if (url === undefined || !source.accepts(url)) return { kind: 'none' }
    const picture = await source.load(url)
    return picture ? { kind: 'found', ...picture } : { kind: 'none' }
  }

  return async id => {
    try {
      const known = pictures.get(id)
      if (known) return await known
      return (await limit.run('all', () => pictures.start(id, () => load(id)))) ?? { kind: 'failed' }
    } catch (error) {
      if (error instanceof SourceError) return { kind: 'failed' }
      throw error
    }
  }
}
