import { plain } from '../../../src/messages/untrusted-text.ts'
import type { Feed, FeedPaper, ListItem } from '../../../src/pages/feed.ts'
import { EVERYTHING } from '../../../src/search/topics.ts'
import { externalLink, type Html, html, pathOf } from '../html.ts'

/** Where a feed's addresses begin: the public address, without a slash at its end. */
export type Base = string

/** An item as every format has it. */
export interface ItemView {
  /** Never changes, so that a reader knows an item again. */
  id: string
  url: string
  title: string
  /** One sentence; for a day or week, its titles. */
  summary: string
  html: string
  authors: readonly string[]
  tags: readonly string[]
  /** ms UTC */
  at: number
}

/** Authors named in an item; some papers have hundreds. */
const MAX_AUTHORS = 20

const paragraph = (text: string): Html => html`<p>${text}</p>`

async function paperView(
  { id, title, url, summary, abstract, authors, keywords }: FeedPaper,
  at: number,
): Promise<ItemView> {
  const body = html`${summary && paragraph(summary)}${abstract && paragraph(abstract)}`
  return {
    // The paper's own address, which stays the same when this bot moves.
    id: `https://arxiv.org/abs/${id}`,
    url,
    title: plain(title),
    summary: plain(summary),
    html: String(await body),
    authors: authors.slice(0, MAX_AUTHORS).map(plain),
    tags: keywords.map(plain),
    at,
  }
}

async function listView(
  { kind, name, span: { from, to }, title, papers, at }: ListItem,
  topic: string,
  base: Base,
): Promise<ItemView> {
  const body = html`<ol>${papers.map(
    paper => html`<li><p>${externalLink(paper.url, paper.title)}<br>${paper.summary}</p></li>`,
  )}</ol>`
  const page = `/${kind}/${name}`
  const url =
    base + (topic === EVERYTHING ? page : pathOf('/search', { q: `${topic} since:${from} until:${to}` }))
  return {
    id: `${base}${pathOf(page, { q: queryOf(topic) })}`,
    url,
    title: plain(title),
    summary: papers.map(paper => plain(paper.title)).join(' · '),
    html: String(await body),
    authors: [],
    tags: [],
    at,
  }
}

export const itemViews = (feed: Feed, base: Base): Promise<ItemView[]> =>
  Promise.all(
    feed.items.map(item =>
      item.kind === 'paper' ? paperView(item.paper, item.at) : listView(item, feed.topic, base),
    ),
  )

export const queryOf = (topic: string): string => (topic === EVERYTHING ? '' : topic)

/** The address of a feed in a format, and of the page that shows the same. */
export const feedUrls = ({ topic, kind }: Pick<Feed, 'topic' | 'kind'>, base: Base, file: string) => ({
  self: base + pathOf(`/feeds/${file}`, { q: queryOf(topic), by: kind === 'paper' ? undefined : kind }),
  home: base + (topic === EVERYTHING ? '/' : pathOf('/search', { q: topic })),
})
