/** Settings that have no environment variable. */

/**
 * A paper's pace is its upvotes ÷ (hours since it was listed + `offsetHours`) ^ `exponent`. Chosen on the older half of the recorded
 * days and measured on the newer one: five papers a morning have 94 % of the final upvotes that five could have (83 % by the weights
 * before); see docs/decisions/0009 and `npm run bench:ranking`.
 */
export const RANKING = {
  offsetHours: 1,
  exponent: 0.5,
  /** Over more days, age counts less: the best paper of a week may be days old, and that of a month is the one with most upvotes. */
  longer: [
    { daysBack: 5, exponent: 0.2 },
    { daysBack: 9, exponent: 0 },
  ],
} as const

export const DIGEST = {
  /** Papers in a digest, unless the channel sets another number. */
  size: 5,
  /** Papers on a page of a list. */
  pageSize: 5,
  layout: 'compact',
  /** An edition takes papers of its day and of this many days before: Monday's includes Friday's late ones. */
  daysBack: 3,
  /** If a channel's last slot is longer ago than `daysBack`, its edition reaches back to that slot, but at most this many days. */
  maxDaysBack: 8,
} as const

/** The circuit breaker of a source: failures until it opens, for how long at first and at most; and the time limit of a list. */
export const SOURCE = {
  failures: 3,
  openMs: 5 * 60_000,
  maxOpenMs: 60 * 60_000,
  listMs: 2 * 60_000,
} as const

/** arXiv's listings change once a day, around 04:00 to 05:00 UTC. */
export const LISTING = { everyMs: 3_600_000 } as const

export const DELIVERY = {
  /** An edition older than this is no longer posted, ms. */
  staleAfterMs: 6 * 3_600_000,
  /** How long after its slot a channel is told that there is no digest because the source fails or stalls, ms. */
  noticeAfterMs: 30 * 60_000,
  /** The lease of a worker on a row; renewed with each message, ms. */
  leaseMs: 60_000,
  /** Concurrent deliveries; each may hang until its time limit. */
  concurrency: { bot: 60, workspace: 20 },
  /** The wait after the first failed attempt; each later failure doubles it, ms. */
  backoffMs: 30_000,
  maxBackoffMs: 30 * 60_000,
} as const

/** How long a stop waits for running work before it aborts it, ms. A stop takes 5 s at most. */
export const STOP_GRACE_MS = 3_500

/** The ranking of search results. */
export const SEARCH = {
  ranking: {
    weights: { text: 0.8, recency: 0.1, popularity: 0.1 },
    halfLifeDays: 180,
    muchUpvoted: 1000,
  },
  /** How many of the newest matches are ranked; more would take too long, see docs/query.md. */
  cap: 2_000,
  /**
   * Papers with some of the words. Chosen by `npm run bench:search -- --only fitting`: MRR@10 of sources' summaries 0.99, and 0.69 of
   * eight of their words that aren't in the title. For the same 300 of those, `near: 0` gave 0.66 instead of 0.74, `title: 1` with
   * `near: 1` 0.62, and six words 0.69.
   */
  relaxed: { rarest: 8, perWord: 2_000, title: 0.1, near: 0.3, minShare: 0.2 },
  /**
   * Similar papers: NDCG@20 by shared authors 0.113 for 600 papers of the weeks for fitting, 0.106 if words that follow each other don't count. A
   * `minShare` of 0.15 gave 0.099 and 0.05 0.116, but then one rare word in common is enough. Neither 40 terms nor reading 150 papers gave more.
   */
  similar: { terms: 30, perTerm: 2_000, minShare: 0.1, candidates: 100 },
  /** The database's time for one search, ms: what people wait for without noticing, and many times what a sensible search takes. */
  limitMs: 300,
} as const

/** The limits for questions to Hugging Face's own search. */
export const REMOTE_SEARCH = {
  deadlineMs: 1_500,
  timeoutMs: 10_000,
  /** The API allows 50 in 5 minutes; the rest is for others behind the same IP address. */
  budget: { questions: 40, perMs: 5 * 60_000 },
  keepMs: 10 * 60_000,
} as const

/** The limits for looking papers up that aren't stored here. Unknown ids are remembered for a while. */
export const LOOK_UP = {
  budget: {
    /** A person who reads looks up a few papers a minute; ten at once from one message are possible. */
    person: { count: 20, perMs: 5 * 60_000 },
    workspace: { count: 60, perMs: 5 * 60_000 },
    /**
     * The API allows 500 in 5 minutes without a token. Each look-up may need three attempts, so collecting, digests and the backfill
     * always have 200 left.
     */
    process: { count: 100, perMs: 5 * 60_000 },
  },
  /** A paper that was announced today is known to the sources soon. */
  unknownMs: 5 * 60_000,
} as const

/** What one person or workspace may do at once, in a short time, or at all. */
export const COMMAND_LIMITS = {
  commands: {
    /** Five a second: nobody types or clicks so fast, and no single person uses up what belongs to a workspace. */
    person: { count: 300, perMs: 60_000 },
    /** Twenty a second: more than a thousand people type. */
    workspace: { count: 1_200, perMs: 60_000 },
  },
  /** Twenty channels with all the topics that one can have. */
  subscriptions: { workspace: 1_000 },
  searches: {
    /** Two, because some people type faster than they read; each may take `SEARCH.limitMs` of the database's time. */
    atOnce: 2,
    /** Nobody reads a page of results in two seconds for a whole minute. */
    person: { count: 30, perMs: 60_000 },
    /** If each took all of its time, this would be half of what one database can do. */
    workspace: { count: 100, perMs: 60_000 },
  },
  /** Nobody reads more in a minute, and Slack allows about one message a second in a channel. */
  posts: { person: { count: 3, perMs: 60_000 }, channel: { count: 5, perMs: 60_000 } },
  /** The channel is told about each change. Somebody may subscribe a list of fifty topics, the most that a channel has, in one go. */
  changes: { person: { count: 60, perMs: 60_000 }, channel: { count: 60, perMs: 60_000 } },
} as const

/** What subscribing shows of the last days, and when it asks first. */
export const SUBSCRIBING = {
  /** A week has each weekday, and weekends, when little is listed. */
  days: 7,
  examples: 3,
  /** Starter topics. */
  starters: 12,
  /** A topic that matches fewer papers in these days is asked about first. */
  fewestPapers: 1,
  /** So is one that matches a larger share of them, because it hardly narrows the general digest. */
  largestShare: 0.8,
  /** Of fewer papers, a share says nothing. */
  papersForShare: 10,
  /** Of two starter topics that share this much of their papers or more, only the first is offered. */
  sameShare: 0.5,
} as const

/** The pages of the web server. */
export const PAGES = {
  /** Scores change by the hour, and feed readers wait as long; after papers were stored, pages are made anew in any case. */
  cacheMs: 300_000,
  /** The first page also says how the bot is. */
  statusMs: 3_000,
  /** All people behind one proxy or office may share an address, and none of them reads so fast. */
  perAddress: { count: 60, perMs: 10_000 },
  /** A page has up to 50 pictures, loaded as one scrolls. */
  thumbnails: { count: 600, perMs: 60_000 },
  /** Searches, topics tried out and feeds for one address: what a person in a chat may ask for. */
  searches: { count: 30, perMs: 60_000 },
} as const

/** Mails that ask an address whether it wants digests: enough for those who want them, and too few to flood anybody. */
export const EMAIL_SIGN_UPS = {
  /** A person or a network address; a team may share one. */
  asker: { count: 10, perMs: 3_600_000 },
  mailbox: { count: 3, perMs: 86_400_000 },
  /** After an announcement, this many people of one company may sign up within an hour; of a large mail service hardly more will. */
  domain: { count: 30, perMs: 3_600_000 },
  all: { count: 200, perMs: 3_600_000 },
} as const
