import type { Action, Digest, Span } from '../messages/digest.ts'
import type { FoundPaper } from '../papers/paper.ts'
import { summarise } from '../papers/summary/summarise.ts'
import { wholeText } from '../text/format.ts'
import { entriesOf } from './compose.ts'
import { SUMMARY_LIMITS } from './summary-limits.ts'

export interface ListItem {
  found: FoundPaper
  reasons: readonly string[]
}

export interface ListRequest {
  title: string
  papers: readonly ListItem[]
  /** Set if `papers` is only this page: the number of all papers. */
  total?: number
  /** Whether there are more than `total`, uncounted. */
  more?: boolean
  /** From 1; beyond the last page, the last one is shown. */
  page: number
  /** Papers a page. */
  pageSize: number
  /** Today, YYYY-MM-DD: papers of another day show theirs. */
  day: string
  /** The moment of the ranking, ms UTC, if the papers are in order of it. */
  now?: number
  /** The command that shows the list; the buttons run it for other pages. */
  command: string
  /** Shown above the papers, in sentences. */
  lead?: string | undefined
  /** Shown below the papers. */
  notes?: readonly Span[][]
}

/** One page of a list of papers, with buttons for the previous and next page, and to export them all. */
export function composeList(request: ListRequest): Digest {
  const { title, papers, pageSize, day, now, command, lead, notes = [] } = request
  const total = request.total ?? papers.length
  const pages = Math.max(1, Math.ceil(total / pageSize))
  const page = Math.min(request.page, pages)
  const first = (page - 1) * pageSize
  const shown = request.total === undefined ? papers.slice(first, first + pageSize) : papers
  const pageButton = (label: string, to: number): Action[] =>
    to >= 1 && to <= pages ? [{ label, command: `page ${to} ${command}`, inPlace: true }] : []
  const of = `of ${request.more ? 'more than ' : ''}${wholeText(total)}`
  const range = pages > 1 ? [[{ text: `${first + 1}–${first + shown.length} ${of}` }]] : []
  const exporting = shown.length > 0 ? [{ label: 'Export', command: `export ${command}` }] : []
  const listed = entriesOf(
    shown.map(({ found, reasons }) => ({
      found,
      summary: summarise(found.paper, SUMMARY_LIMITS.compact),
      reasons,
    })),
    { day, now },
  )
  return {
    layout: 'compact',
    title,
    ...(first > 0 && { firstNumber: first + 1 }),
    ...listed,
    ...(lead !== undefined && { subtitle: listed.subtitle ? `${lead} ${listed.subtitle}.` : lead }),
    notes: [...range, ...notes],
    actions: [...pageButton('Previous page', page - 1), ...pageButton('Next page', page + 1), ...exporting],
  }
}
