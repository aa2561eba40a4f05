import { hintFor } from '../commands/papers/search.ts'
import { createConcurrencyLimit } from '../lib/concurrency-limit.ts'
import { paperIdInQuery } from '../papers/paper-link.ts'
import { highlightText } from '../search/highlights.ts'
import type { Found, PaperSearch } from '../search/search.ts'
import { parseTopic } from '../search/topics.ts'
import { wholeText } from '../text/format.ts'
import { tidyTyped } from '../text/typed.ts'
import type { Clock } from '../time/clock.ts'
import { dayAt } from '../time/days.ts'
import { type ListItem, type PaperList, pageBounds, toEntries } from './entries.ts'
import type { Summary } from './summaries.ts'

/** What a search leads to. */
export type SearchPage =
  /** Nothing was typed yet. */
  | { kind: 'empty' }
  /** An id or a link of one paper was typed. */
  | { kind: 'paper'; id: string }
  /** It can't be read, or takes too long: a sentence that says why, and where in what was typed. */
  /** Because of what was typed; or with `isBusy`, of how many others are searching. */
  | { kind: 'refused'; query: string; problem: string; isBusy?: boolean }
  | Results

export interface Results {
  kind: 'results'
  /** As it was typed, tidied. */
  query: string
  list: PaperList
  /** `2 papers`, `More than 2,000 papers`. */
  count: string
  /** A notice that not all results match all words. */
  lead?: string | undefined
  /** What is missing from the results, in sentences. */
  notes: readonly string[]
  /** What may have been meant. */
  corrected?: string | undefined
  /** What to try where nothing was found. */
  hint?: string | undefined
  /** The same as a topic that can be subscribed to, if it is one. */
  topic?: string | undefined
}

/**
 * How many searches run at once for all visitors: each may use up its time on the one search thread, for which people in chats wait
 * too.
 */
const AT_ONCE = 4

/** A title or abstract that is shown with its matching words marked needs no explanation. */
function toItem({ found, reason, highlights }: Found): ListItem {
  const field = highlights[0]?.field
  const isShown = (field === 'title' || field === 'abstract') && reason === highlightText(highlights)
  return { found, highlights, ...(!isShown && { reason }) }
}

const countText = (total: number, more: boolean): string =>
  `${more ? 'More than ' : ''}${wholeText(total)} ${total === 1 ? 'paper' : 'papers'}`

/** @param deps.search without a remote search: what visitors type stays here, and they don't spend what people in chats need */
export function createSearchPage(deps: {
  search: PaperSearch
  summary: Summary
  clock: Clock
  pageSize: number
}) {
  const { search, summary, clock, pageSize } = deps
  const running = createConcurrencyLimit(AT_ONCE)

  return async (typed: string, page: number): Promise<SearchPage> => {
    const query = tidyTyped(typed)
    if (query === '') return { kind: 'empty' }
    const id = paperIdInQuery(query)
    if (id !== undefined) return { kind: 'paper', id }
    const result = await running.run('', () => search.search(typed, { page, pageSize }))
    if (!result) {
      return {
        kind: 'refused',
        query,
        problem: 'Many people are searching right now. Try again in a moment.',
        isBusy: true,
      }
    }
    if (!result.ok) return { kind: 'refused', query, problem: result.problem }
    const { found, total, more, lead, notes, corrected } = result
    const { start, ...bounds } = pageBounds(total, { page, pageSize })
    const topic = parseTopic(query)
    return {
      kind: 'results',
      query,
      list: {
        ...toEntries(found.map(toItem), { summary, day: dayAt(clock.now(), 'UTC') }),
        page: bounds.page,
        pages: bounds.pages,
        firstNumber: start + 1,
        total,
      },
      count: countText(total, more),
      lead,
      notes,
      corrected,
      hint: found.length === 0 && corrected === undefined ? hintFor(result) : undefined,
      topic: topic.ok ? topic.topic : undefined,
    }
  }
}
