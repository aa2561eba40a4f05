import type { FoundPaper } from '../papers/paper.ts'
import type { PaperHeading } from '../search/query/document.ts'
import type { Query } from '../search/query/query.ts'

/** A paper that matches a query. */
export interface Hit {
  /** Its id within the index. Later days have larger keys. */
  key: number
  /** Start of its day, ms UTC. */
  dayAt: number
  upvotes: number
  stars: number
}

/** The full-text index of the stored papers. */
export interface PaperIndex {
  /**
   * The papers that match a query, newest first, at most `limit`.
   * @param options.today YYYY-MM-DD, by UTC
   * @param options.from the smallest key to return
   */
  find(query: Query, options: { today: string; limit: number; from?: number }): Promise<Hit[]>
  /** Like `find`, but returns only keys, which takes half as long. */
  matching(query: Query, options: { today: string; limit: number; from?: number }): Promise<number[]>
  /** Headings of papers by key, in no particular order. */
  headings(keys: readonly number[]): Promise<(PaperHeading & { key: number })[]>
  /** Papers by key, in the same order. Deleted ones are left out; those never listed have no counts. */
  load(keys: readonly number[]): Promise<FoundPaper[]>
  /** Keys of papers by arXiv id, in no particular order. */
  keys(ids: readonly string[]): Promise<{ id: string; key: number }[]>
  /**
   * Words in the titles, keywords or names of at least `papers` papers, within the range of lengths, that share the first or last
   * letter of `like`.
   */
  words(options: { like: string; letters: [from: number, to: number]; papers: number }): Promise<KnownWord[]>
  /** How many papers have each word in their title, keywords or names; words in none are left out. */
  known(words: readonly string[]): Promise<KnownWord[]>
}

export interface KnownWord {
  word: string
  papers: number
}
