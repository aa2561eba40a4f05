import type { Results, SearchPage } from '../../../src/pages/search-page.ts'
import { type Html, html, NOTHING, pathOf } from '../html.ts'
import { entriesHtml, noteHtml, pagerHtml } from './entries.ts'
import { layout, type Site } from './layout.ts'

const searchPath = (query: string, page?: number): string => pathOf('/search', { q: query, page })

/** A few searches to begin with; each shows another part of the grammar. */
const EXAMPLES = [
  'video diffusion',
  '"world models" has:code',
  'agents -survey since:30d',
  'author:lecun',
  'org:nvidia upvotes>20',
]

const form = (query: string): Html => html`<form class="large" action="/search" method="get" role="search">
<input type="search" name="q" value="${query}" aria-label="Search papers" maxlength="500"${query === '' && html` autofocus`}>
<button>Search</button>
</form>`

const examples = html`<p class="notes">For example ${EXAMPLES.map(
  (example, index) => html`${index > 0 && ' · '}<a href="${searchPath(example)}">${example}</a>`,
)}.</p>`

/** What else can be done with a search that is a valid topic. */
const useIt = (topic: string | undefined): Html =>
  topic === undefined
    ? NOTHING
    : html`<p class="notes"><a href="${pathOf('/try', { q: topic })}">Try it as a topic</a>: what it matched in the last weeks, and how to get such papers from now on.</p>`

function resultsHtml({ query, list, count, lead, notes, corrected, hint, topic }: Results): Html {
  const meant =
    corrected === undefined
      ? NOTHING
      : html`<p class="notes">Did you mean <a href="${searchPath(corrected)}">${corrected}</a>?</p>\n`
  const shown =
    list.total === 0
      ? html`<p class="notes">No papers match <strong><bdi>${query}</bdi></strong>. ${hint}</p>\n`
      : html`<p class="notes" role="status">${count}${list.pages > 1 && `, page ${list.page} of ${list.pages}`}</p>\n${noteHtml(lead)}`
  return html`${shown}${meant}${noteHtml(list.subtitle)}${notes.map(noteHtml)}${
    list.total > 0 && entriesHtml(list)
  }
${pagerHtml(list, page => searchPath(query, page))}${useIt(topic)}`
}

function below(page: Exclude<SearchPage, { kind: 'paper' }>): Html {
  switch (page.kind) {
    case 'empty':
      return examples
    case 'refused':
      return html`<p class="problem" role="alert">${page.problem}</p>\n${examples}`
    case 'results':
      return resultsHtml(page)
  }
}

/** What a search has found, or why it can't be done. */
export function searchPage(page: Exclude<SearchPage, { kind: 'paper' }>, site: Site): Html {
  const query = page.kind === 'empty' ? '' : page.query
  const feedOf = page.kind === 'results' ? page.topic : undefined
  const main = html`<h1>Search</h1>
${form(query)}
${below(page)}`
  return layout({ title: query === '' ? 'Search' : `Search: ${query}`, here: 'search', feedOf, main }, site)
}
