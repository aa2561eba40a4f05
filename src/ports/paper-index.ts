import type { FoundPaper } from '../papers/paper.ts'
import type { PaperHeading } from '../search/query/document.ts'
import type { Query } from '../search/query/query.ts'

/** A paper that a query accepts. */
export interface Hit {
  /** Names it within the index; the larger, the newer its day. */
  key: number
  /** When its day began, ms UTC. */
  dayAt: number
  upvotes: number
  stars: number
}

/** What papers are searched by. */
export interface PaperIndex {
  /**
   * The papers that a query accepts, newest first, at most so many.
   * @param options.today YYYY-MM-DD, by UTC
   * @param options.from no papers of keys below it
   */
  find(query: Query, options: { today: string; limit: number; from?: number }): Promise<Hit[]>
  /** As `find`, but the keys alone, which takes half as long. */
  matching(query: Query, options: { today: string; limit: number; from?: number }): Promise<number[]>
  /** The heads of papers by their keys, in no order. */
  headings(keys: readonly number[]): Promise<(PaperHeading & { key: number })[]>
  /** Papers by their keys, in the same order; those that are gone are left out. Without counts where no source listed them. */
  load(keys: readonly number[]): Promise<FoundPaper[]>
  /** Keys of papers by their arXiv ids, in no order. */
  keys(ids: readonly string[]): Promise<{ id: string; key: number }[]>
  /** Words that stand in the titles, keywords or names of `papers` or more, of so many letters, with the same first or last one. */
  words(options: { like: string; letters: [from: number, to: number]; papers: number }): Promise<KnownWord[]>
  /** In how many titles, keywords and names each of these words stands; those in none are left out. */
  known(words: readonly string[]): Promise<KnownWord[]>
}

export interface KnownWord {
  word: string
  papers: number
}
