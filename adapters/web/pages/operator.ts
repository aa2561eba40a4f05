import type { OperatorPage } from '../../../src/pages/operator-page.ts'
import { type Html, html, NOTHING, type Value } from '../html.ts'
import { layout, type Site } from './layout.ts'

const MARKS = { ok: 'OK', warning: 'Warning', fault: 'Fault' } as const

const table = (caption: string, heads: readonly string[], rows: readonly (readonly Value[])[]): Html =>
  html`<div class="wide" role="region" aria-label="${caption}" tabindex="0"><table>
<thead><tr>${heads.map(head => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>
${rows.map(cells => html`<tr>${cells.map(cell => html`<td>${cell}</td>`)}</tr>\n`)}</tbody>
</table></div>`

const hidden = (secret: string): Html => html`<input type="hidden" name="secret" value="${secret}">`

const signOut = (secret: string | undefined): Html =>
  secret === undefined
    ? NOTHING
    : html`<form class="large" action="/admin/sign-out" method="post">${hidden(secret)}<button>Sign out</button></form>`

/** Channels, deliveries, sources, and what is wrong. @param secret of the form to sign out; none where nobody signs in */
export function operatorPage(page: OperatorPage, secret: string | undefined, site: Site): Html {
  const { findings, sources, channels, deliveries, timezone } = page
  const none = (text: string): Html => html`<p class="muted">${text}</p>`
  const main = html`<h1>Operator</h1>
<p class="notes">Nothing can be changed here. All times are in ${timezone}.</p>
<h2>Checks</h2>
<ul class="findings">
${findings.map(({ what, state, text }) => html`<li class="${state}"><strong>${MARKS[state]}</strong> · ${what}: ${text}</li>\n`)}</ul>
<h2>Sources</h2>
${table(
  'Sources',
  ['source', 'state'],
  sources.map(({ name, text }) => [name, text]),
)}
<h2>Channels</h2>
${
  channels.length === 0
    ? none('No channel has a subscription yet.')
    : table(
        'Channels',
        ['channel', 'topics', 'schedule', 'next digest'],
        channels.map(({ id, host, topics, schedule, next }) => [
          html`<code>${id}</code>${host === undefined ? '' : ` ${host}`}`,
          topics.join(', '),
          schedule,
          next,
        ]),
      )
}
<h2>Latest deliveries</h2>
${
  deliveries.length === 0
    ? none('Nothing has been delivered yet.')
    : table(
        'Latest deliveries',
        ['number', 'channel', 'edition', 'state', 'result'],
        deliveries.map(({ id, channel, edition, state, text }) => [
          id,
          html`<code>${channel}</code>`,
          edition,
          state,
          text,
        ]),
      )
}
<p class="notes">More: <code>npx paper-round doctor</code>, <code>npx paper-round deliveries</code>.</p>
${signOut(secret)}`
  return layout({ title: 'Operator', main }, site)
}

/** Asks for the token. @param form.secret see `OperatorAccess.formSecret` */
export const signInPage = (form: { secret: string; problem?: string | undefined }, site: Site): Html =>
  layout(
    {
      title: 'Sign in',
      main: html`<h1>Operator</h1>
<p class="notes">This page is for whoever runs the bot. The token is the value of <code>WEB_TOKEN</code>.</p>
${form.problem && html`<p class="problem" role="alert">${form.problem}</p>\n`}<form class="large" action="/admin/sign-in" method="post">
${hidden(form.secret)}<input type="password" name="token" aria-label="Token" autocomplete="current-password" required>
<button>Sign in</button>
</form>`,
    },
    site,
  )

/** Says why the operator's page can't be seen, and what to do. */
export const closedPage = (site: Site): Html =>
  layout(
    {
      title: 'Operator',
      main: html`<h1>Operator</h1>
<p class="notes">This page is closed, because other people may be able to reach this address. To open it, set <code>WEB_TOKEN</code> and restart Paper Round; this page then asks for the token.</p>`,
    },
    site,
  )
