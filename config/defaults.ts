/** What nobody has to set, in one place. */

/**
 * How much each part of a paper's score counts; parts that a paper lacks leave the others renormalised. What moves now
 * says more than what has piled up, and comments say least, for most papers have none or one by the authors.
 */
export const RANKING = {
  weights: { velocity: 0.4, upvotes: 0.3, stars: 0.2, comments: 0.1 },
  /** A paper listed this many hours ago counts half, ms. */
  halfLifeMs: 36 * 3_600_000,
} as const

export const DIGEST = {
  /** Papers in a digest, unless a channel says otherwise. */
  size: 5,
  /** Papers on a page of a list. */
  pageSize: 5,
  layout: 'compact',
  /** Papers of the day and this many days before can be in an edition: Monday's still knows of Friday's late ones. */
  daysBack: 3,
  /** A channel's papers go back to its last slot, but not further. */
  maxDaysBack: 8,
} as const

/** When a source is left alone, and how long a list may take. */
export const SOURCE = {
  failures: 3,
  openMs: 5 * 60_000,
  maxOpenMs: 60 * 60_000,
  listMs: 2 * 60_000,
} as const

export const DELIVERY = {
  /** An edition this old has lost its point, ms. */
  staleAfterMs: 6 * 3_600_000,
  /** How long after a slot a channel is told that there is no digest because the source stands still, ms. */
  noticeAfterMs: 30 * 60_000,
  /** How long a worker holds a row before it begins to send, ms. */
  leaseMs: 60_000,
  /** Deliveries under way at once, each of which may hang until its time limit. */
  concurrency: { bot: 60, workspace: 20 },
  /** The first wait after a failed attempt, doubled by each further one, ms. */
  backoffMs: 30_000,
  maxBackoffMs: 30 * 60_000,
} as const

/** How long a stop waits for what is under way before it breaks it off, ms. A stop takes 5 s at most. */
export const STOP_GRACE_MS = 3_500

/** How what a search finds is ordered. */
export const SEARCH = {
  ranking: {
    weights: { text: 0.8, recency: 0.1, popularity: 0.1 },
    halfLifeDays: 180,
    muchUpvoted: 1000,
  },
  /** Ranking more takes longer than people should wait: see docs/query.md. */
  cap: 2_000,
} as const

/** How Hugging Face's own search is asked beside ours. */
export const REMOTE_SEARCH = {
  deadlineMs: 1_500,
  timeoutMs: 10_000,
  /** Its own limit is 50 in 5 minutes; some of it is left to others behind the same address. */
  budget: { questions: 40, perMs: 5 * 60_000 },
  keepMs: 10 * 60_000,
} as const
