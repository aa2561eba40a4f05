import { entriesOf } from '../digests/compose.ts'
import type { Entry } from '../messages/digest.ts'
import type { FoundPaper } from '../papers/paper.ts'
import type { Highlight } from '../search/highlights.ts'
import type { Summary } from './summaries.ts'

/** A paper of a list: its summary and facts, as in a digest, and where a search matched. */
export interface PageEntry extends Entry {
  highlights: readonly Highlight[]
}

/** One page of a list of papers. */
export interface PaperList {
  /** What is true of all papers on the page, in a sentence. */
  subtitle?: string | undefined
  entries: readonly PageEntry[]
  /** The number of the first entry. */
  firstNumber: number
  /** From 1. */
  page: number
  pages: number
  /** Papers on all pages. */
  total: number
}

export interface ListItem {
  found: FoundPaper
  reason?: string
  highlights?: readonly Highlight[]
}

/** Which part of a list a page has; beyond the last page, the last one. */
export function pageBounds(total: number, { page, pageSize }: { page: number; pageSize: number }) {
  const pages = Math.max(1, Math.ceil(total / pageSize))
  const shown = Math.min(Math.max(1, page), pages)
  const start = (shown - 1) * pageSize
  return { page: shown, pages, start, end: Math.min(start + pageSize, total) }
}

/**
 * The papers of one page as entries.
 * @param context.summary writes the sentence of a paper
 * @param context.day papers of another day show theirs, YYYY-MM-DD
 * @param context.now the moment of the ranking, ms UTC, if the papers are in order of it
 */
export function toEntries(
  items: readonly ListItem[],
  { summary, ...context }: { summary: Summary; day: string; now?: number | undefined },
): Pick<PaperList, 'entries' | 'subtitle'> {
  const { entries, subtitle } = entriesOf(
    items.map(({ found, reason }) => ({
      found,
      summary: summary(found.paper),
      reasons: reason ? [reason] : [],
    })),
    context,
  )
  return {
    subtitle,
    entries: entries.map((entry, index) => ({ ...entry, highlights: items[index]?.highlights ?? [] })),
  }
}
