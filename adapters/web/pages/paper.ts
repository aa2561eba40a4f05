import type { PageEntry } from '../../../src/pages/entries.ts'
import type { PaperPage } from '../../../src/pages/paper-page.ts'
import {
  arxivUrl,
  type FoundPaper,
  LINKED_KINDS,
  type LinkedKind,
  type Paper,
  pageUrl,
  paperUrl,
  pdfUrl,
} from '../../../src/papers/paper.ts'
import { plural } from '../../../src/text/format.ts'
import { dayText } from '../../../src/time/time-text.ts'
import { externalLink, type Html, html, NOTHING, paperPath, pathOf, preformatted } from '../html.ts'
import { upvotesChart } from './charts.ts'
import { entriesHtml, factsHtml } from './entries.ts'
import { layout, type Site } from './layout.ts'

type Found = Extract<PaperPage, { kind: 'found' }>

/** Authors shown at once; some papers have hundreds. */
const SHOWN_AUTHORS = 30

/** A search of one field; quotation marks within would end the phrase. */
const fieldSearch = (field: string, text: string): string =>
  pathOf('/search', { q: `${field}:"${text.replaceAll('"', ' ')}"` })

function authorsHtml(authors: readonly string[]): Html {
  const linked = authors.map(
    (name, index) =>
      html`${index > 0 && ', '}<a href="${fieldSearch('author', name)}"><bdi>${name}</bdi></a>`,
  )
  const more = authors.length - SHOWN_AUTHORS
  if (more <= 0) return html`${linked}`
  return html`${linked.slice(0, SHOWN_AUTHORS)} <details><summary>and ${more} more</summary>${linked.slice(SHOWN_AUTHORS)}</details>`
}

function linksHtml({ id, sources, codeUrl, projectUrl }: Paper): Html {
  const links: [string, string | undefined][] = [
    ['Hugging Face', pageUrl({ id, sources }) === paperUrl(id) ? paperUrl(id) : undefined],
    ['arXiv', arxivUrl(id)],
    ['PDF', pdfUrl(id)],
    ['Code', codeUrl],
    ['Project page', projectUrl],
  ]
  const shown = links.filter(([, url]) => url !== undefined)
  return html`${shown.map(([text, url], index) => html`${index > 0 && ' · '}${externalLink(url, text)}`)}`
}

const NOUNS: Readonly<Record<LinkedKind, string>> = { models: 'model', datasets: 'dataset', spaces: 'Space' }

function citedBy({ linked }: FoundPaper): Html[] {
  return LINKED_KINDS.flatMap(kind => {
    const items = linked?.[kind]
    return items ? [externalLink(items.url, plural(items.count, NOUNS[kind]))] : []
  })
}

/** A term with its description; nothing if that is empty. */
const row = (term: string, value: Html | undefined): Html =>
  value === undefined ? NOTHING : html`<dt>${term}</dt><dd>${value}</dd>\n`

function known({ found, isListed }: Found): Html {
  const { paper } = found
  const { authors, organization, categories, keywords, day, publishedAt } = paper
  const cited = citedBy(found)
  const published = dayText(new Date(publishedAt).toISOString().slice(0, 10), 'year')
  const listed = isListed
    ? html`${published}; listed on <a href="/day/${day}">${dayText(day, 'year')}</a>`
    : html`${published}`
  const joined = (parts: readonly Html[]): Html =>
    html`${parts.map((part, index) => html`${index > 0 && ', '}${part}`)}`
  return html`<dl>
${row('Authors', authors.length > 0 ? authorsHtml(authors) : undefined)}${row(
  'Organisation',
  organization
    ? html`<a href="${fieldSearch('org', organization)}"><bdi>${organization}</bdi></a>`
    : undefined,
)}${row('On arXiv since', listed)}${row(
  'Categories',
  categories && categories.length > 0
    ? joined(categories.map(each => html`<a href="${pathOf('/search', { q: `cat:${each}` })}">${each}</a>`))
    : undefined,
)}${row(
  'Keywords',
  keywords.length > 0
    ? joined(
        keywords.map(
          each => html`<a href="${pathOf('/search', { q: `"${each.replaceAll('"', ' ')}"` })}">${each}</a>`,
        ),
      )
    : undefined,
)}${row('Links', linksHtml(paper))}${row('Cited on Hugging Face by', cited.length > 0 ? joined(cited) : undefined)}</dl>`
}

/** Papers similar to one, for the end of its page. */
export const similarHtml = (similar: readonly PageEntry[]): Html =>
  similar.length === 0
    ? NOTHING
    : html`<h2 id="similar">Similar papers</h2>
${entriesHtml({ entries: similar, firstNumber: 1 }, { level: 3 })}`

/** Everything that is known about one paper. @param similar what comes after that */
export function paperPage(page: Found, similar: Html, site: Site): Html {
  const { paper } = page.found
  const path = paperPath(paper.id)
  const main = html`<article>
<h1>${paper.title}</h1>
${paper.withdrawn && html`<p class="problem">This paper was withdrawn.</p>\n`}${factsHtml(page.facts)}
<p class="abstract">${paper.abstract}</p>
${known(page)}
${upvotesChart(page.snapshots)}
<h2>Cite</h2>
<p class="muted"><a href="${path}/bibtex" download>BibTeX</a> and <a href="${path}/ris" download>RIS</a> as a file, for a reference manager.</p>
${preformatted(page.bibtex)}
</article>
${similar}`
  return layout({ title: paper.title, main }, site)
}
