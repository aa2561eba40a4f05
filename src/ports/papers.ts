import type { Candidate, FoundPaper, ListedPaper, Paper } from '../papers/paper.ts'

/** What the core keeps, and asks of it. The store is one of its ports, in a file of its own. */

export interface Papers {
  /**
   * Keeps papers as now listed, and a snapshot of their counts taken at `at`. A paper's first day, listing time and
   * first sight stay as they were.
   */
  record(listed: readonly ListedPaper[], at: number): Promise<{ added: number; updated: number }>
  /**
   * Keeps papers that no source has listed: they have no counts, are found by id and by search, and are never candidates.
   * A paper that is kept already gets only what it lacks of abstract, authors and categories. One that a source lists
   * later on has its day, listing time and first sight from then.
   */
  addUnlisted(papers: readonly Paper[], at: number): Promise<{ added: number; completed: number }>
  /**
   * Listed papers of `fromDay` (YYYY-MM-DD) or later with their latest counts. Growth runs from the newest snapshot at least
   * 24 h older than the latest one, else from the oldest at least 1 h older.
   */
  candidates(fromDay: string): Promise<Candidate[]>
  /** One paper as `candidates` has it, whatever its day; without counts where no source has listed it. */
  find(id: string): Promise<FoundPaper | undefined>
  /** Keeps a paper's categories, if the paper is kept. */
  categorise(id: string, categories: readonly string[]): Promise<void>
  /** The newest day (YYYY-MM-DD) of any listed paper kept. */
  newestDay(): Promise<string | undefined>
  /** Leaves of each paper's snapshots those of the last hour, then one an hour for 3 days, then one a day for 30. */
  thinSnapshots(now: number): Promise<{ removed: number }>
}
