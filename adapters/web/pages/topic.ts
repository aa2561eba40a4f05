import type { TopicPage, Tried } from '../../../src/pages/topic-page.ts'
import { EVERYTHING } from '../../../src/search/topics.ts'
import { plural } from '../../../src/text/format.ts'
import { type Html, html, NOTHING, pathOf } from '../html.ts'
import { daysChart } from './charts.ts'
import { emailBox } from './email-box.ts'
import { layout, type Site } from './layout.ts'

/** A message in the look of a platform. */
export interface Drawn {
  /** As people read the platform's name. */
  title: string
  message: Html
}

const EXAMPLES = ['agents', '"world models" OR robotics', 'diffusion -video has:code', 'org:nvidia']

const topicPath = (query: string): string => pathOf('/try', { q: query })

const form = (query: string): Html => html`<form class="large" action="/try" method="get">
<input type="search" name="q" value="${query}" aria-label="Topic" placeholder="Such as video diffusion; empty is the general digest" maxlength="200">
<button>Try it</button>
</form>
<p class="notes">A topic is a search that a channel follows. For example ${EXAMPLES.map(
  (example, index) => html`${index > 0 && ' · '}<a href="${topicPath(example)}">${example}</a>`,
)}.</p>`

const reachText = (reach: number): string => (reach === 0 ? 'today' : `today and the ${reach} days before`)

function digestHtml({ name, digest, reach }: Tried, drawn: readonly Drawn[]): Html {
  if (!digest) return NOTHING
  return html`<h2>The digest now</h2>
<p class="muted">What a channel that subscribed to <bdi>${name}</bdi> now would get, from ${reachText(reach)}. It is drawn from the messages that would be posted; fonts and spacing differ in the apps, and the buttons do nothing here.</p>
${drawn.map(({ title, message }) => html`<h3 class="look">On ${title}</h3>\n${message}\n`)}`
}

function useHtml({ topic }: Tried): Html {
  const query = topic === EVERYTHING ? '' : topic
  const command = `/papers subscribe${query && ` ${query}`}`
  return html`<h2>Use it</h2>
<dl>
<dt>Slack, Discord</dt><dd>Type this in the channel: <code class="copy">${command}</code></dd>
<dt>Feed</dt><dd><a href="${pathOf('/feeds/atom.xml', { q: query })}">Atom</a> or <a href="${pathOf('/feeds/feed.json', { q: query })}">JSON</a>, a paper at a time; <a href="${pathOf('/feeds/atom.xml', { q: query, by: 'day' })}">Atom by day</a> or <a href="${pathOf('/feeds/atom.xml', { q: query, by: 'week' })}">by week</a></dd>
<dt>Search</dt><dd>${query ? html`<a href="${pathOf('/search', { q: query })}">All papers that match</a>` : html`<a href="/">The day’s list</a>`}</dd>
</dl>`
}

function triedHtml(page: Tried, drawn: readonly Drawn[]): Html {
  const { name, week, month, days } = page
  const caption = `Papers per day over the last ${days.length} days.`
  const none =
    month === 0 &&
    html`<p class="notes">No paper of the last ${days.length} days matches. Try fewer or other words.</p>\n`
  return html`<h2><bdi>${name === 'the general digest' ? 'The general digest' : name}</bdi></h2>
<p><strong>${plural(week, 'paper')}</strong> in the last 7 days, <strong>${plural(month, 'paper')}</strong> in the last ${days.length}.</p>
${none}${month > 0 && daysChart(days, caption)}
${digestHtml(page, drawn)}
${useHtml(page)}`
}

function below(page: TopicPage, drawn: readonly Drawn[]): Html {
  switch (page.kind) {
    case 'empty':
      return NOTHING
    case 'refused':
      return html`<p class="problem" role="alert">${page.problem}</p>`
    case 'tried':
      return triedHtml(page, drawn)
  }
}

/** What a topic would have posted, and how to get it from now on. */
export function topicPage(page: TopicPage, drawn: readonly Drawn[], site: Site): Html {
  const query = page.kind === 'empty' ? '' : page.query
  const feedOf = page.kind === 'tried' && page.topic !== EVERYTHING ? page.topic : undefined
  const main = html`<h1>Try a topic</h1>
${form(query)}
${below(page, drawn)}
${site.hasEmail && page.kind !== 'refused' && emailBox(page.kind === 'tried' && page.topic !== EVERYTHING ? page.topic : '')}`
  return layout({ title: query ? `Topic: ${query}` : 'Try a topic', here: 'topic', feedOf, main }, site)
}
