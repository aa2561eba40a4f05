import type { Span } from '../../../src/messages/digest.ts'
import type { ReplySpan } from '../../../src/messages/reply.ts'
import type { PageEntry, PaperList } from '../../../src/pages/entries.ts'
import type { Highlight } from '../../../src/search/highlights.ts'
import { externalLink, type Html, html, NOTHING, paperPath, thumbnailPath } from '../html.ts'

const TAGS = {
  bold: (inner: Html) => html`<strong>${inner}</strong>`,
  muted: (inner: Html) => html`<small>${inner}</small>`,
  code: (inner: Html) => html`<code>${inner}</code>`,
}

/** `bdi` keeps a right-to-left name from reordering its neighbours. */
const isolated = (text: string): Html => html`<bdi>${text}</bdi>`

/** A span with its style and link. */
function spanHtml({ text, url, style }: ReplySpan): Html {
  return externalLink(url, style ? TAGS[style](html`${text}`) : isolated(text))
}

export const lineHtml = (spans: readonly ReplySpan[]): Html => html`${spans.map(spanHtml)}`

/** A symbol such as ▲ is read out in words. */
const factHtml = ({ text, url, spoken }: Span): Html =>
  spoken === undefined
    ? externalLink(url, isolated(text))
    : html`<span aria-hidden="true">${text}</span><span class="unseen">${spoken}</span>`

/** A muted line of facts. One isn't broken across lines if it fits, and the dot after it stays on its line. */
export function factsHtml(facts: readonly Span[]): Html {
  const shown = facts.filter(({ text }) => text.trim())
  if (shown.length === 0) return NOTHING
  const parts = shown.map(
    (fact, index) => html`<span>${factHtml(fact)}${index < shown.length - 1 ? ' ·' : ''}</span> `,
  )
  return html`<p class="facts">${parts}</p>`
}

/** A text with the words that a search was met by. */
function highlighted({ text, marks }: Pick<Highlight, 'text' | 'marks'>): Html {
  const parts: (string | Html)[] = []
  let end = 0
  for (const [from, to] of [...marks].sort(([a], [b]) => a - b)) {
    if (from < end) continue
    parts.push(text.slice(end, from), html`<mark>${text.slice(from, to)}</mark>`)
    end = to
  }
  return html`${[...parts, text.slice(end)]}`
}

const fieldOf = ({ highlights }: PageEntry, field: Highlight['field']): Highlight | undefined =>
  highlights.find(highlight => highlight.field === field)

/** A paper's title in a list. */
export const heading = (level: 2 | 3, inner: Html): Html =>
  level === 2 ? html`<h2 class="name">${inner}</h2>` : html`<h3 class="name">${inner}</h3>`

/** Its place has a fixed size, so that nothing moves when it arrives. It says nothing that the text doesn't. */
const thumbnailHtml = (id: string): Html =>
  html`<img class="picture" src="${thumbnailPath(id)}" alt="" width="120" height="65" loading="lazy" decoding="async">\n`

interface EntriesOptions {
  /** The level of their headings: below the page's own, or below that of a section. */
  level?: 2 | 3
  /** Whether the picture at an address is shown; by default, none is. */
  hasThumbnail?: (url: string | undefined) => boolean
}

function entryHtml(
  entry: PageEntry,
  number: number,
  { level = 2, hasThumbnail = () => false }: EntriesOptions,
): Html {
  const title = fieldOf(entry, 'title')
  const abstract = fieldOf(entry, 'abstract')
  return html`<li>
<span class="number" aria-hidden="true">${number}</span>
${hasThumbnail(entry.thumbnailUrl) && thumbnailHtml(entry.paperId)}${heading(level, html`<a href="${paperPath(entry.paperId)}">${title ? highlighted(title) : entry.title}</a>`)}
${entry.summary && html`<p class="summary">${entry.summary}</p>\n`}${abstract && html`<p class="facts">${highlighted(abstract)}</p>\n`}${factsHtml(entry.facts)}
</li>
`
}

/** The papers of a list, numbered. */
export const entriesHtml = (
  { entries, firstNumber }: Pick<PaperList, 'entries' | 'firstNumber'>,
  options: EntriesOptions = {},
): Html =>
  html`<ol class="papers" start="${firstNumber}">
${entries.map((entry, index) => entryHtml(entry, firstNumber + index, options))}</ol>`

/** The way to the other pages of a list. @param pathOfPage the address of a page, from 1 */
export function pagerHtml(
  { page, pages, total, firstNumber, entries }: PaperList,
  pathOfPage: (page: number) => string,
): Html {
  if (pages < 2) return NOTHING
  const link = (to: number, rel: 'prev' | 'next', text: string): Html =>
    to < 1 || to > pages ? NOTHING : html`<a rel="${rel}" href="${pathOfPage(to)}">${text}</a>\n`
  return html`<nav class="pager" aria-label="Pages of this list">
${link(page - 1, 'prev', '← Previous page')}<span>${firstNumber}–${firstNumber + entries.length - 1} of ${total}</span>
${link(page + 1, 'next', 'Next page →')}</nav>`
}

export const noteHtml = (text: string | undefined): Html =>
  text ? html`<p class="notes">${text}</p>\n` : NOTHING
