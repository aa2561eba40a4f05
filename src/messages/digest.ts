import { z } from 'zod'
import { LAYOUTS } from '../channels/layout.ts'

const spanSchema = z.object({
  text: z.string(),
  url: z.string().optional(),
  /** A moment, ms UTC, and whether the text says when it is or how long until then. */
  moment: z.object({ at: z.number(), shown: z.enum(['time', 'distance']) }).optional(),
  /** The same in words, where the text has a symbol: `163 upvotes, 41 more since yesterday`. */
  spoken: z.string().optional(),
})

const entrySchema = z.object({
  paperId: z.string(),
  title: z.string(),
  /** The link of the title. */
  url: z.string(),
  /** One sentence of at most 200 graphemes (compact, thread), or three of at most 600 (standard). May be empty. */
  summary: z.string(),
  /** Why it is trending and why it is in this digest, most important first; shown on one muted line, joined by ` · `. */
  facts: z.array(spanSchema),
  thumbnailUrl: z.string().optional(),
  /** The counts that its facts name, where a source has them. */
  upvotes: z.number().optional(),
  stars: z.number().optional(),
  /** The channel's topics that it matches; its facts name them too. */
  topics: z.array(z.string()).optional(),
})

/** A button. `command` is what it runs, without `/papers`. */
const actionSchema = z.object({
  label: z.string(),
  command: z.string(),
  /** The reply replaces the message with the button if that is ephemeral. */
  inPlace: z.boolean().optional(),
})

/**
 * The neutral document of an edition: its content, independent of platforms. All texts are untrusted plain text: a renderer
 * must show them as text, and they must notify nobody. The outbox stores it as JSON, hence zod.
 */
export const digestSchema = z.object({
  layout: z.enum(LAYOUTS),
  /** Such as `Trending papers · Monday 23 November`. */
  title: z.string(),
  /** A muted line below the title: what is true of all papers, such as `All from Monday 23 November`. */
  subtitle: z.string().optional(),
  entries: z.array(entrySchema),
  /** The number of the first entry, if it isn't 1: on the second page of a list, 6. */
  firstNumber: z.int().optional(),
  /** Muted lines below the entries, such as how many papers are not shown and where they are. */
  notes: z.array(z.array(spanSchema)),
  actions: z.array(actionSchema),
  /** The names of its papers' topics, for platforms that tag what is posted. */
  topics: z.array(z.string()).optional(),
})

/** A piece of text, optionally a link. */
export type Span = z.infer<typeof spanSchema>
export type Entry = z.infer<typeof entrySchema>
export type Action = z.infer<typeof actionSchema>
export type Digest = z.infer<typeof digestSchema>

/** An entry's number in its list; undefined if it is the only one. */
export const numberOf = ({ entries, firstNumber = 1 }: Digest, index: number): number | undefined =>
  entries.length === 1 && firstNumber === 1 ? undefined : firstNumber + index

/** How many messages a digest needs: in the thread layout, a first message and a reply per entry; otherwise one. */
export const messageCount = (digest: Digest): number =>
  digest.layout === 'thread' ? 1 + digest.entries.length : 1

/** A digest without a thread, for platforms that have none. */
export const inOneMessage = (digest: Digest): Digest =>
  digest.layout === 'thread' ? { ...digest, layout: 'compact' } : digest

/** The entries in one message of a digest; in the thread layout, step 0 has none and step n has entry n. */
export const entriesOfMessage = ({ layout, entries }: Digest, step: number): Entry[] =>
  layout === 'thread' ? entries.slice(Math.max(step - 1, 0), step) : entries

/** The ids of the papers in one message of a digest (see `messageCount`). */
export const papersOfMessage = (digest: Digest, step: number): string[] =>
  entriesOfMessage(digest, step).map(({ paperId }) => paperId)

/**
 * One message of a digest (see `messageCount`) reduced to what no platform rejects: its title, and the linked title of each
 * paper.
 * @param step from 0; in the thread layout, 0 is the first message and n the one with paper n
 */
export function plainLines(digest: Digest, step = 0): Span[] {
  const papers = entriesOfMessage(digest, step).map(({ title, paperId, url }) => ({
    text: title.trim() || paperId,
    url,
  }))
  const hasTitle = digest.layout !== 'thread' || step === 0
  return hasTitle ? [{ text: digest.title.trim() || 'Papers' }, ...papers] : papers
}
