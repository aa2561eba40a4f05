import { z } from 'zod'
import { LAYOUTS } from '../channels/layout.ts'

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

/** Ids of the papers that one message of a digest (see `messageCount`) brings. */
export function papersOfMessage({ layout, entries }: Digest, step: number): string[] {
  const brought = layout === 'thread' ? entries.slice(Math.max(step - 1, 0), step) : entries
  return brought.map(({ paperId }) => paperId)
}

/**
 * One message of a digest (see `messageCount`) with nothing in it that a platform could find a fault in: its title, and of
 * each paper the title and where it leads.
 * @param step from 0; in the thread layout 0 is the head, and n the message with paper n
 */
export function plainLines({ layout, title, entries }: Digest, step = 0): Span[] {
  const isHead = layout !== 'thread' || step === 0
  const shown = layout === 'thread' ? entries.slice(Math.max(step - 1, 0), step) : entries
  const papers = shown.map(({ title: text, paperId, url }) => ({ text: text.trim() || paperId, url }))
  return isHead ? [{ text: title.trim() || 'Papers' }, ...papers] : papers
}
