import type { Digest, Span } from './digest.ts'

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
