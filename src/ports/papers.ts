import type { Candidate, Counts, FoundPaper, ListedPaper, Paper, Snapshot } from '../papers/paper.ts'
import type { DaySpan } from '../time/spans.ts'
import type { IndexEntry } from './index-entry.ts'

/** A paper that a source lists with counts, without its texts: what is needed to put many in order. */
export interface CountedRow {
  /** Its key in the index. */
  key: number
  paper: Pick<Paper, 'id' | 'day' | 'listedAt' | 'withdrawn' | 'delisted'>
  counts: Counts
}

/** A paper to store, with its entry in the full-text index if another thread has prepared that. */
export interface PreparedPaper extends Paper {
  entry?: IndexEntry
}

/** The stored papers and their snapshots. */
export interface Papers {
  /**
   * Stores papers as they are listed now, with a snapshot of their counts taken at `at`, ms UTC. A paper that is
   * listed again on a later day moves there, and counts as first seen when it was seen on that list; an earlier list changes
   * neither. It keeps the sources of all lists that had it.
   *
   * A paper without counts has no snapshot. If a source with counts has listed it, only its categories and what is missing are
   * completed; else it stays on the first list that had it, until a source with counts lists it. It is removed like a paper that a
   * search found.
   */
  record(listed: readonly ListedPaper[], at: number): Promise<{ added: number; updated: number }>
  /**
   * Stores papers that no source has listed: they are found by id and by search, and are never candidates.
   * A paper that is stored already only gets an abstract, authors and categories where they are missing. Once a source
   * lists the paper, its day, listing time and first sight are those of that list.
   * @param at ms UTC
   * @param counts by arXiv id, from a search that found these papers; those of a listed paper stay. Without `counts`, a person
   * imported the papers, and they are never removed.
   */
  addUnlisted(
    papers: readonly PreparedPaper[],
    at: number,
    counts?: ReadonlyMap<string, Counts>,
  ): Promise<{ added: number; completed: number }>
  /**
   * Papers that a source lists with counts, of `fromDay` (YYYY-MM-DD) to `toDay`, or later if that is missing, with their latest counts. Growth is measured from the newest snapshot
   * at least 24 h older than the latest one, else from the oldest at least 1 h older. With `growthSince` (ms UTC) it is measured from the
   * newest snapshot up to then, else from the oldest.
   */
  candidates(fromDay: string, toDay?: string, growthSince?: number): Promise<Candidate[]>
  /** The same papers of some days without their texts, in no order: a month of them is read as fast as a day of `candidates`. */
  counted(span: DaySpan): Promise<CountedRow[]>
  /** The stored history of a paper's counts, oldest first; see `thinSnapshots`. */
  snapshots(id: string): Promise<Snapshot[]>
  /** The nearest days (YYYY-MM-DD) before and after this one with papers that a source lists with counts. */
  daysAround(day: string): Promise<{ previous?: string | undefined; next?: string | undefined }>
  /** Those of these papers, by their keys in the index, that only sources without counts list. */
  unvoted(keys: readonly number[]): Promise<Candidate[]>
  /** One paper of any day by its arXiv id, as `candidates` returns it; without counts where no source has listed it. */
  find(id: string): Promise<FoundPaper | undefined>
  /** Stores a paper's categories; does nothing where the paper isn't stored. */
  categorise(id: string, categories: readonly string[]): Promise<void>
  /**
   * Marks the papers of a day that have snapshots as delisted, except those with these arXiv ids. `record` ends that once a list has the
   * paper again.
   */
  delist(day: string, except: ReadonlySet<string>): Promise<{ delisted: number }>
  /** How many papers are stored. Takes longer the more there are: some ms per 100,000. */
  count(): Promise<number>
  /** The newest day (YYYY-MM-DD) of all papers that a source lists with counts. */
  newestDay(): Promise<string | undefined>
  /**
   * Deletes each paper's snapshots except for all of the last hour, the last one an hour (UTC) of the last 3 days, the last
   * one a day (UTC) of the last 30 days, its latest, and for 30 days its first, from which a week’s growth is measured.
   */
  thinSnapshots(now: number): Promise<{ removed: number }>
  /**
   * Removes the papers that only a search or a source without counts has found, before this moment, ms UTC. Those that were posted, are about to be, or were
   * downranked stay for good.
   */
  removeFoundBefore(at: number): Promise<{ removed: number }>
}
