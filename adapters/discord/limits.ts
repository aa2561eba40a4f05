import type { Rate } from '../../src/lib/allowance.ts'
import type { RateLimits } from '../../src/ports/publisher.ts'

/** Discord's limits, from docs.discord.com/developers unless said otherwise. Lengths in characters. */

export const MESSAGE = {
  /** Nested components included. */
  components: 40,
  /** All text displays together. We count the labels of buttons too, because Discord may. */
  text: 4_000,
} as const

/**
 * How fast messages may be posted: 50 a second for a bot, and 5 in 5 s to a channel (undocumented, seen in Discord's rate limit
 * headers). Our times are a little longer because network latency varies; the gap spreads a bot's posts over the second.
 */
export const RATE_LIMITS: RateLimits = {
  bot: { count: 50, perMs: 1_025, gapMs: 12 },
  channel: { count: 5, perMs: 5_100 },
}

/** The content of a message without components. */
export const PLAIN_TEXT = 2_000
/** `inMessage` is our own limit: with their rows they leave half of a message's components to a full digest. */
export const BUTTONS = { inMessage: 15, inRow: 5, label: 80, customId: 100 } as const
/** `labels` is our own limit for all options together, because they may count towards a message's 4,000 characters. */
export const SELECT = { options: 25, label: 100, labels: 500, value: 100, placeholder: 150 } as const
export const MODAL = { title: 45, label: 45, description: 100, fields: 5 } as const
/** Options of a radio group, of a checkbox group, and of a select menu in a modal. */
export const GROUP = { label: 100, description: 100 } as const
export const AUTOCOMPLETE = { options: 25, label: 100, value: 100 } as const
export const NONCE = 25
export const THREAD_NAME = 100
/** Tags on one post of a forum. */
export const FORUM_TAGS = 5
/** How many messages of an announcement channel may be published. */
export const CROSSPOSTS = { count: 10, perMs: 3_600_000 } as const
/** Documented for an image's address; we use it for every address. */
export const URL_LENGTH = 2_048
/** Our own limit on notes below the entries, so that they don't crowd out papers. */
export const NOTES = 3

/** An interaction over HTTP, bytes. The largest, forms with 20,000 characters at up to 6 bytes each in JSON, have some 120 KB. */
export const MAX_BODY_BYTES = 2 ** 18
/** All bodies that are being read. Only those with long messages or forms have over 32 KB, and Discord sends them at once. */
export const BODY_LIMITS = { inAll: 16 * 2 ** 20, large: 2 ** 15, largeAtOnce: 4, largeMs: 2_000 }
/** Requests without a valid signature that are refused at once, per address; further ones are held back. */
export const REFUSALS_PER_ADDRESS: Rate = { count: 60, perMs: 10_000 }
/** How long those are held back, ms. Discord sends invalid signatures too, to see that they are refused, and waits 3 s. */
export const HOLD_BACK_MS = 200

/** How much of each text is shown, in characters as sent: an escaped character counts twice, a link counts with its address. */
export interface DetailLevel {
  title: number
  summary: number
  /** All facts of an entry together; the last ones are dropped first. */
  facts: number
  /** The address behind a title. */
  url: number
  header: number
  /** One note. */
  note: number
  /** All lines of a reply together. */
  lines: number
}

export const FULL_DETAIL: DetailLevel = {
  title: 300,
  summary: 1_200,
  facts: 800,
  url: 1_000,
  header: 200,
  note: 400,
  lines: 3_500,
}
const summaries = [600, 400, 300, 240, 200, 170, 140, 120, 100, 80]
const facts = [300, 200, 140, 100]
const titles = [200, 160, 130, 100, 80]

/**
 * Tried in this order until a message fits: summaries are shortened first, then facts, then titles. At the last level any 15
 * entries fit. No paper is ever left out.
 */
export const DETAIL_LEVELS: readonly DetailLevel[] = [
  FULL_DETAIL,
  ...summaries.map(summary => ({ ...FULL_DETAIL, summary })),
  ...facts.map(length => ({ ...FULL_DETAIL, summary: 80, facts: length, lines: 1_500 })),
  ...facts.map(length => ({ ...FULL_DETAIL, summary: 0, facts: length, lines: 1_000, note: 200 })),
  ...titles.map(title => ({ ...FULL_DETAIL, summary: 0, facts: 70, title, url: 200, lines: 500, note: 120 })),
  { title: 60, summary: 0, facts: 60, url: 60, header: 100, note: 80, lines: 200 },
]
