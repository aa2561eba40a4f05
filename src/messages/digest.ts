import { z } from 'zod'

/**
 * The neutral document of an edition: what it says, and nothing of how a platform shows it. All texts are untrusted
 * plain text; a renderer must show them as text and must let them notify nobody. The ledger keeps it as JSON, hence zod.
 */

export const LAYOUTS = ['compact', 'standard', 'thread'] as const
export type Layout = (typeof LAYOUTS)[number]

const spanSchema = z.object({ text: z.string(), url: z.string().optional() })

const entrySchema = z.object({
  paperId: z.string(),
  title: z.string(),
  /** Where the title leads. */
  url: z.string(),
  /** One sentence of at most 200 graphemes (compact, thread), or three of at most 600 (standard). May be empty. */
  summary: z.string(),
  /** What made it trend and why it is here, most telling first; shown on one muted line, joined by ` · `. */
  facts: z.array(spanSchema),
  thumbnailUrl: z.string().optional(),
})

/** A button that does what the command text after `/papers` would do. */
const actionSchema = z.object({
  label: z.string(),
  command: z.string(),
  /** The answer takes the place of the message that the button stands in, where the asker alone sees that one. */
  inPlace: z.boolean().optional(),
})

export const digestSchema = z.object({
  layout: z.enum(LAYOUTS),
  /** Such as `Papers for Monday, 23 November`. */
  title: z.string(),
  entries: z.array(entrySchema),
  /** Muted remarks below the entries, such as how many papers are not shown and where they are. */
  notes: z.array(z.array(spanSchema)),
  actions: z.array(actionSchema),
})

/** A run of text, perhaps a link. */
export type Span = z.infer<typeof spanSchema>
export type Entry = z.infer<typeof entrySchema>
export type Action = z.infer<typeof actionSchema>
export type Digest = z.infer<typeof digestSchema>

/** How many messages a digest becomes: in the thread layout its head and one reply per entry, else one. */
export const messageCount = (digest: Digest): number =>
  digest.layout === 'thread' ? 1 + digest.entries.length : 1
