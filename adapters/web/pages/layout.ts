import { ICON_PATH, STYLE_PATH } from '../assets.ts'
import { type Html, html, pathOf, type Value } from '../html.ts'

/** A page around its own content. */
export interface Layout {
  /** In the browser's tab, before the product's name. */
  title: string
  /** Which link of the navigation leads here. */
  here?: 'today' | 'week' | 'month' | 'topic' | 'search' | undefined
  /** The query whose feed the page announces; none is that of the general digest. */
  feedOf?: string | undefined
  /** What is in the search field. */
  searched?: string | undefined
  main: Html
}

/** What is the same on all pages. */
export interface Site {
  version: string
  /** Whether the picture at an address is shown. */
  hasThumbnail: (url: string | undefined) => boolean
  /** Whether digests can be sent by e-mail. */
  hasEmail: boolean
}

const PLACES = [
  ['today', '/', 'Today'],
  ['week', '/week', 'Week'],
  ['month', '/month', 'Month'],
  ['topic', '/try', 'Try a topic'],
] as const

/** The attribute of the link to the current page. */
export const current = (isHere: boolean): Value => isHere && html` aria-current="page"`

const feedLinks = (query: string | undefined): Html => {
  const title = query ? `Papers: ${query}` : 'Trending papers'
  const link = (type: string, path: string): Html =>
    html`<link rel="alternate" type="${type}" title="${title}" href="${pathOf(path, { q: query })}">\n`
  return html`${link('application/atom+xml', '/feeds/atom.xml')}${link('application/feed+json', '/feeds/feed.json')}`
}

/** The search field. */
const searchForm = (searched: string): Html =>
  html`<form action="/search" method="get" role="search">
<input type="search" name="q" value="${searched}" aria-label="Search papers" placeholder="Search" maxlength="500">
<button>Search</button>
</form>`

/** A whole page. */
export const layout = ({ title, here, feedOf, searched = '', main }: Layout, { version }: Site): Html =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${title} · Paper Round</title>
<link rel="icon" type="image/svg+xml" href="${ICON_PATH}">
<link rel="stylesheet" href="${STYLE_PATH}">
${feedLinks(feedOf)}</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="top">
<a class="brand" href="/"><img src="${ICON_PATH}" alt="" width="24" height="24"> Paper Round</a>
<nav aria-label="Pages">
${PLACES.map(([name, path, text]) => html`<a href="${path}"${current(name === here)}>${text}</a>\n`)}</nav>
${here === 'search' ? undefined : searchForm(searched)}
</header>
<main id="main">
${main}
</main>
<footer>
<p>Paper Round ${version} · <a href="${pathOf('/feeds/atom.xml', { q: feedOf })}">Atom</a> and <a href="${pathOf('/feeds/feed.json', { q: feedOf })}">JSON</a> feed of ${feedOf ? html`<bdi>${feedOf}</bdi>` : 'each day’s best papers'} · <a href="/privacy">Privacy</a> · <a href="/admin">Operator</a></p>
</footer>
</body>
</html>
`
