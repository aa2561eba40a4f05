import type { RateLimits } from '../../src/ports/publisher.ts'

/** Discord's limits, from docs.discord.com/developers unless said otherwise. Lengths in characters. */

export const MESSAGE = {
  /** Those inside other components included. */
  components: 40,
  /** Over all text displays. Labels of buttons may count as well, so they are counted. */
  text: 4_000,
} as const

/**
 * How fast messages may be posted: 50 a second for a bot, and 5 in 5 s to a channel (the latter undocumented, told by its
 * answers). Times are a little longer than Discord's, since requests take more or less long on their way; the gap spreads
 * the work of a second over it.
 */
export const RATE_LIMITS: RateLimits = {
  bot: { count: 50, perMs: 1_025, gapMs: 12 },
  channel: { count: 5, perMs: 5_100 },
}

/** Of a message without components. */
export const PLAIN_TEXT = 2_000
export const BUTTONS = { inRow: 5, label: 80, customId: 100 } as const
/** `labels` is ours, for all options together: they may count among a message's 4,000 characters. */
export const SELECT = { options: 25, label: 100, labels: 500, value: 100, placeholder: 150 } as const
export const MODAL = { title: 45, label: 45, description: 100, fields: 5, placeholder: 100 } as const
export const AUTOCOMPLETE = { options: 25, label: 100, value: 100 } as const
export const NONCE = 25
export const THREAD_NAME = 100
/** Of an image's address, and, for want of a documented one, of any other. */
export const URL_LENGTH = 2_048
/** What stands below the entries. Ours: notes are few and short, and are not to crowd out papers. */
export const NOTES = 3

/** How much of each text is shown, in characters as they are sent: an escaped one counts twice, and links count whole. */
export interface DetailLevel {
  title: number
  summary: number
  /** All facts of an entry together; those at the end go first. */
  facts: number
  /** Of an address behind a title. */
  url: number
  header: number
  /** Of one note. */
  note: number
  /** All lines of a reply together. */
  lines: number
}

const ROOMY: DetailLevel = {
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
 * Tried in this order until a message fits: summaries give first, then facts, then titles. With the last one 15 entries fit
 * whatever they say. No paper is ever left out.
 */
export const DETAIL_LEVELS: readonly DetailLevel[] = [
  ROOMY,
  ...summaries.map(summary => ({ ...ROOMY, summary })),
  ...facts.map(length => ({ ...ROOMY, summary: 80, facts: length, lines: 1_500 })),
  ...facts.map(length => ({ ...ROOMY, summary: 0, facts: length, lines: 1_000, note: 200 })),
  ...titles.map(title => ({ ...ROOMY, summary: 0, facts: 70, title, url: 200, lines: 500, note: 120 })),
  { title: 60, summary: 0, facts: 60, url: 60, header: 100, note: 80, lines: 200 },
]
