import type { FoundPaper } from '../papers/paper.ts'
import type { PaperHeading } from '../search/query/document.ts'
import type { Query } from '../search/query/query.ts'

/** A query would take the database too long. The message says what makes it broad, in a sentence for the person who typed it. */
export class TooBroadError extends Error {
  override readonly name = 'TooBroadError'

  constructor(
    message = 'That search takes too long here. More or longer words, or a day such as since:30d, make it faster.',
  ) {
    super(message)
  }
}

/** A paper that matches a query. */
export interface Hit {
  /** Its key in the index; larger for newer days. */
  key: number
  /** The beginning of its day, ms UTC. */
  dayAt: number
  upvotes: number
  stars: number
}

/** The full-text index of all stored papers. A query whose prefixes stand for too many words throws `TooBroadError`; see `narrow`. */
export interface PaperIndex {
  /**
   * The papers that match a query, newest first, at most `limit`.
   * @param options.today YYYY-MM-DD (UTC), for relative days in the query
   * @param options.from the smallest key to return
   */
  find(query: Query, options: { today: string; limit: number; from?: number }): Promise<Hit[]>
  /**
   * Like `find`, but only the keys, which takes half the time.
   * @param options.among only these keys, newest first: of a few papers it is quicker to say which match
   */
  matching(
    query: Query,
    options: { today: string; limit: number; from?: number; among?: readonly number[] },
  ): Promise<number[]>
  /**
   * The query with prefixes that stand for too many words replaced by the most common of these words.
   * @returns also those prefixes, as they were typed
   */
  narrow(query: Query): Promise<{ query: Query; broad: readonly string[] }>
  /** Papers' titles, keywords, authors and organizations, by their keys, in no order. */
  headings(keys: readonly number[]): Promise<(PaperHeading & { key: number })[]>
  /** Papers by their keys, in the same order; missing ones are left out. Without counts where no source has listed them. */
  load(keys: readonly number[]): Promise<FoundPaper[]>
  /** Keys of papers by arXiv id, in no particular order. */
  keys(ids: readonly string[]): Promise<{ id: string; key: number }[]>
  /**
   * Candidates for a mistyped word: words in the titles, keywords or names of at least `papers` papers, whose length is within
   * `letters` (inclusive) and whose first or last letter is that of `like`.
   */
  words(options: { like: string; letters: [from: number, to: number]; papers: number }): Promise<KnownWord[]>
  /**
   * How many papers match each query, in their order; of many it is estimated by how near to each other the newest ones are.
   * @param options.from the smallest key to look at, where this may be an estimate
   */
  frequencies(queries: readonly Query[], options: { today: string; from?: number }): Promise<number[]>
  /** The short forms of which the short or the long form has one of these keys (`formKey`), most frequent first. */
  shortForms(keys: readonly string[]): Promise<ShortForm[]>
}

/** The index, and the same one with a time limit. */
export interface LimitedPaperIndex extends PaperIndex {
  /**
   * The same index, whose `find`, `matching`, `frequencies` and `words` may together take this much of the database's time, ms; waiting for others
   * doesn't count. Beyond that they throw `TooBroadError`. The other methods are bounded by their arguments.
   */
  within(ms: number): PaperIndex
}

export interface KnownWord {
  word: string
  /** How many papers have it, approximately. */
  papers: number
}

/** A short form as papers introduce it, `reinforcement learning (RL)`. */
export interface ShortForm {
  /** As it was written first: `RL`, `reinforcement learning`. */
  short: string
  long: string
  /** How many papers introduce it. */
  papers: number
}
