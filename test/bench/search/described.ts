import type { Paper } from '../../../src/papers/paper.ts'
import { MAX_QUERY_LENGTH } from '../../../src/search/query/parser.ts'
import { isSmallText } from '../../../src/search/query/small-words.ts'
import { tokenize } from '../../../src/text/tokenizer.ts'
import type { Summarised } from '../summary-papers.ts'
import type { KnownItem } from './queries.ts'

/** Queries of someone who remembers what a paper is about, not its title: the source's own summaries. */

const MAX_SHORT_WORDS = 8

/** Characters with a meaning in a query. */
const readable = (text: string): string =>
  text
    .replace(/["“”(){}[\]:;|<>=!?~^*]/g, ' ')
    .replace(/(^|\s)[-–—]+/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()

function shortOf({ title }: Paper, summary: string): string {
  const inTitle = new Set(tokenize(title).map(({ stem }) => stem))
  return tokenize(summary)
    .filter(({ plain, stem }) => !inTitle.has(stem) && !isSmallText(plain) && /^[a-z]{2,}$/.test(plain))
    .slice(0, MAX_SHORT_WORDS)
    .map(({ plain }) => plain)
    .join(' ')
}

export function descriptionsOf(papers: readonly Summarised[]): Record<string, KnownItem[]> {
  const whole: KnownItem[] = []
  const short: KnownItem[] = []
  for (const { paper, reference } of papers) {
    const text = readable(reference)
    if ([...text].length <= MAX_QUERY_LENGTH) whole.push({ query: text, id: paper.id })
    const few = shortOf(paper, reference)
    if (few.includes(' ')) short.push({ query: few, id: paper.id })
  }
  return { 'whole descriptions': whole, 'short descriptions without title words': short }
}
