import type { Action, Digest, Span } from '../messages/digest.ts'
import type { FoundPaper } from '../papers/paper.ts'
import { summarise } from '../papers/summary/summarise.ts'
import { wholeText } from '../text/format.ts'
import { entryOf } from './compose.ts'
import { SUMMARY_LIMITS } from './summary-limits.ts'

export interface Listed {
  found: FoundPaper
  reasons: readonly string[]
}

export interface ListRequest {
  title: string
  papers: readonly Listed[]
  /** Of how many papers these are one page; without it they are all there are. */
  total?: number
  /** Whether there are more than these, which nobody counted. */
  more?: boolean
  /** From 1; a page beyond the last one is the last. */
  page: number
  /** Papers a page. */
  pageSize: number
  /** The day it is looked at, YYYY-MM-DD: papers of another one say so. */
  day: string
  /** The command that brings the list, whose other pages its buttons ask for. */
  command: string
  /** Said below the papers. */
  notes?: readonly Span[][]
}

/** One page of a list of papers, with buttons to the pages beside it. The list is made anew for each page. */
export function composeList(request: ListRequest): Digest {
  const { title, papers, pageSize, day, command, notes = [] } = request
  const total = request.total ?? papers.length
  const pages = Math.max(1, Math.ceil(total / pageSize))
  const page = Math.min(request.page, pages)
  const first = (page - 1) * pageSize
  const shown = request.total === undefined ? papers.slice(first, first + pageSize) : papers
  const turn = (label: string, to: number): Action[] =>
    to >= 1 && to <= pages ? [{ label, command: `page ${to} ${command}`, inPlace: true }] : []
  const of = `of ${request.more ? 'more than ' : ''}${wholeText(total)}`
  const range = pages > 1 ? [[{ text: `${first + 1}–${first + shown.length} ${of}` }]] : []
  return {
    layout: 'compact',
    title,
    entries: shown.map(({ found, reasons }) =>
      entryOf(found, summarise(found.paper, SUMMARY_LIMITS.compact), { day, reasons }),
    ),
    notes: [...range, ...notes],
    actions: [...turn('Previous', page - 1), ...turn('Next', page + 1)],
  }
}
