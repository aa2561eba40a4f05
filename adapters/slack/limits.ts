import type { Rate } from '../../src/lib/allowance.ts'
import type { RateLimits } from '../../src/ports/publisher.ts'

/** Slack's limits on messages, from docs.slack.dev/reference/block-kit unless noted. Lengths in characters. */

export const MESSAGE = {
  blocks: 50,
  /**
   * All text in a message's blocks plus `blockWeight` for each block. Undocumented: messages of about 13,200 were
   * rejected with `msg_blocks_too_long`, and messages with many blocks earlier (slackapi/bolt-js issues 2509 and 2867).
   */
  weight: 13_000,
  blockWeight: 100,
  /** For screen readers and notifications: what Slack recommends. It cuts at 40,000. */
  fallback: 4_000,
} as const

/**
 * How fast `chat.postMessage` may be called: once a second for a channel, and "several hundred" times a minute for a workspace
 * (docs.slack.dev/apis/web-api/rate-limits), taken as 300 and spread evenly. The periods are a little longer than Slack's
 * because network delays vary.
 */
export const RATE_LIMITS: RateLimits = {
  workspace: { count: 5, perMs: 1_030, gapMs: 50 },
  channel: { count: 1, perMs: 1_100 },
}

/** Text to copy, so that it and the rest of a message stay below `MESSAGE.weight`. Our own limit. */
export const PREFORMATTED = 9_000

export const HEADER = 150
/** What an image shows, in words. */
export const ALT_TEXT = 2_000
export const CONTEXT = { elements: 10, text: 3_000 } as const
/** A section's plain text, and any other text object. */
export const SECTION = 3_000
export const ACTIONS = { elements: 25, label: 75, value: 2_000 } as const
/** A menu. The limit on values is the lower of the two documented ones. */
export const OPTION = { count: 100, label: 75, value: 150, placeholder: 150 } as const
export const VIEW = { title: 24, blocks: 100, metadata: 3_000, label: 2_000, hint: 2_000 } as const
/** An image's address. For other addresses no limit is documented, so they get the same. */
export const URL_LENGTH = 3_000
/** Notes below a digest. Our own limit, so that they don't crowd out papers. */
export const NOTES = { count: 5, length: 400 } as const

/** How much of each text is shown, in characters. */
export interface DetailLevel {
  title: number
  summary: number
  /** All facts of an entry together; the last ones are dropped first. */
  facts: number
  /** One line of a reply. */
  line: number
  lines: number
  /** Whether thumbnails, and context lines and empty lines in a reply, get blocks of their own. */
  separateBlocks: boolean
}

export const FULL_DETAIL: DetailLevel = {
  title: 300,
  summary: 1_000,
  facts: 800,
  line: 4_000,
  lines: 200,
  separateBlocks: true,
}

/** Tried in order until a message fits: summaries are shortened first, then facts, then titles. No paper is left out. */
export const DETAIL_LEVELS: readonly DetailLevel[] = [
  FULL_DETAIL,
  { title: 300, summary: 400, facts: 800, line: 2_000, lines: 200, separateBlocks: true },
  { title: 300, summary: 250, facts: 800, line: 1_000, lines: 150, separateBlocks: true },
  { title: 300, summary: 250, facts: 800, line: 1_000, lines: 100, separateBlocks: false },
  { title: 300, summary: 150, facts: 400, line: 500, lines: 100, separateBlocks: false },
  { title: 300, summary: 150, facts: 250, line: 300, lines: 80, separateBlocks: false },
  { title: 300, summary: 100, facts: 150, line: 200, lines: 50, separateBlocks: false },
  { title: 150, summary: 100, facts: 100, line: 150, lines: 30, separateBlocks: false },
  { title: 100, summary: 0, facts: 60, line: 150, lines: 20, separateBlocks: false },
]

/** A body of HTTP mode, bytes. Slack's largest ones, forms with all their fields, have some 250 KB. */
export const MAX_BODY_BYTES = 2 ** 20
/**
 * All bodies that are being read: 32 MB is a hundred times what a busy workspace sends at once. Only large forms have over 64 KB, and
 * Slack, which waits 3 s for an answer, sends them at once.
 */
export const BODY_LIMITS = { inAll: 32 * 2 ** 20, large: 2 ** 16, largeAtOnce: 4, largeMs: 2_000 }
/** Requests without a valid signature that are refused at once, per address; further ones are held back. */
export const REFUSALS_PER_ADDRESS: Rate = { count: 60, perMs: 10_000 }
/** A body without a signature, bytes: `ssl_check=1` and a token. */
export const MAX_UNSIGNED_BYTES = 2 ** 10
/** How old a signature may be, ms; as in Slack's own check. */
export const SIGNATURE_AGE_MS = 5 * 60_000
