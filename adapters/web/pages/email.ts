import type { SettingsProblems, Subscriptions, TypedSettings } from '../../../src/email/manage.ts'
import { topicName } from '../../../src/search/topics.ts'
import { EVERY_DAY } from '../../../src/time/slots.ts'
import { DAY_SHORT } from '../../../src/time/weekdays.ts'
import { type Html, html, linesOf } from '../html.ts'
import { emailBox } from './email-box.ts'
import { layout, type Site } from './layout.ts'

const page = (title: string, main: Html, site: Site): Html =>
  layout({ title, main: html`<h1>${title}</h1>\n${main}` }, site)

/** The same whether or not the address is known. */
export const askedPage = (topic: string, site: Site): Html =>
  page(
    'Check your mailbox',
    html`<p class="notes">A mail is on its way, with a button that starts the digests of <bdi>${topicName(topic)}</bdi>. If it doesn’t arrive within a few minutes, look into your spam folder, or check the address and try again. An address gets only a few of these mails a day.</p>`,
    site,
  )

/** The box again, with what is wrong. */
export const refusedPage = (typed: { address: string; topic: string }, problem: string, site: Site): Html =>
  layout({ title: 'By e-mail', main: emailBox(typed.topic, { address: typed.address, problem }) }, site)

/** A sentence, where there is nothing to do. */
export const sentencePage = (title: string, sentence: string, site: Site): Html =>
  page(title, html`<p class="notes">${sentence}</p>`, site)

/** Only this button changes anything: mail scanners open links, and press nothing. */
const button = (text: string): Html => html`<form class="large" method="post"><button>${text}</button></form>`

export const confirmPage = (asked: { address: string; topic: string }, site: Site): Html =>
  page(
    'Start the digests?',
    html`<p class="notes"><bdi>${asked.address}</bdi> will get digests of <bdi>${topicName(asked.topic)}</bdi>.</p>
${button('Yes, send me digests')}
<p class="notes">If you didn’t ask for this, close this page: nothing is sent or stored then.</p>`,
    site,
  )

export const confirmedPage = (topic: string, settingsUrl: string, site: Site): Html =>
  page(
    'The digests are on their way',
    html`<p class="notes">You will get digests of <bdi>${topicName(topic)}</bdi>. <a href="${settingsUrl}">Topics, time and days</a> can be changed; each mail has a link to this as well.</p>`,
    site,
  )

export const unsubscribePage = (site: Site): Html =>
  page(
    'Stop the digests?',
    html`<p class="notes">All digests to your address end.</p>
${button('Unsubscribe')}`,
    site,
  )

export const unsubscribedPage = (settingsUrl: string | undefined, site: Site): Html =>
  page(
    'You are unsubscribed',
    html`<p class="notes">No more digests are sent to your address.</p>
${settingsUrl && html`<p class="notes">Your address is still stored, so that you can start them again. <a href="${settingsUrl}">Settings</a> has a button that removes it.</p>`}`,
    site,
  )

export const lessLikePage = (site: Site): Html =>
  page(
    'Fewer papers like this one?',
    html`<p class="notes">Papers with the same characteristic words will rank lower in your digests.</p>
${button('Rank them lower')}`,
    site,
  )

/** @param state what was just done, or what was typed and what is wrong with it */
export function settingsPage(
  found: Subscriptions,
  state: { notice?: string | undefined; problems?: SettingsProblems; typed?: TypedSettings | undefined },
  site: Site,
): Html {
  const { address, channel, topics } = found
  const problems = state.problems ?? {}
  const shown = state.typed ?? {
    topics: topics.join('\n'),
    time: channel.time,
    days: channel.days.map(String),
    zone: channel.timezone,
    size: String(channel.size),
  }
  const wrong = (name: string): Html | undefined => {
    const text = Object.hasOwn(problems, name) ? problems[name] : undefined
    return text === undefined
      ? undefined
      : html`<p class="problem small" id="problem-${name}" role="alert">${text}</p>`
  }
  const about = (name: string) =>
    name in problems && html` aria-invalid="true" aria-describedby="problem-${name}"`
  const isPaused = channel.pausedBy !== undefined || channel.pausedReason !== undefined
  return page(
    'Your digests by e-mail',
    html`<p class="notes">For <bdi>${address}</bdi>. Whoever has this link can change this, so don’t pass it on.</p>
${state.notice && html`<p class="done" role="status">${state.notice}</p>`}
${Object.keys(problems).length > 0 && html`<p class="problem" role="alert">Nothing was changed. What is wrong is shown below.</p>`}
${pausedText(found)}
<form class="fields" method="post">
<input type="hidden" name="action" value="save">
<div><label for="topics">Topics</label>
<textarea id="topics" name="topics" rows="${Math.min(12, Math.max(4, topics.length + 2))}" maxlength="6000" spellcheck="false"${about('topics')}>${linesOf(shown.topics)}</textarea>
<p class="notes">One per line, such as video diffusion or author:lecun. * means all papers.</p>${wrong('topics')}</div>
<div class="row">
<div><label for="time">Time</label><input type="time" id="time" name="time" value="${shown.time}" required${about('time')}>${wrong('time')}</div>
<div><label for="zone">Time zone</label><input id="zone" name="zone" value="${shown.zone}" maxlength="60" required${about('zone')}>${wrong('zone')}</div>
<div><label for="size">Papers per digest</label><input type="number" id="size" name="size" value="${shown.size}" min="1" max="15" required${about('size')}>${wrong('size')}</div>
</div>
<fieldset><legend>Days</legend><div class="days">
${EVERY_DAY.map(day => html`<label class="check"><input type="checkbox" name="day" value="${day}"${shown.days.includes(String(day)) && html` checked`}> ${DAY_SHORT[day]}</label>\n`)}</div>${wrong('days')}</fieldset>
<button>Save</button>
</form>
<h2>Stop for a while, or for good</h2>
${isPaused ? action('resume', 'Resume the digests') : topics.length > 0 && action('pause', 'Pause the digests')}
${topics.length > 0 && action('unsubscribe', 'Unsubscribe from all topics')}
<form class="fields" method="post"><input type="hidden" name="action" value="forget">
<label class="check"><input type="checkbox" name="sure" value="yes" required> Remove my address and all that is stored with it</label>
<button>Forget me</button></form>
<p class="notes">What is stored, and for how long, is on the <a href="/privacy">privacy page</a>.</p>`,
    site,
  )
}

const action = (name: string, text: string): Html =>
  html`<form class="large" method="post"><input type="hidden" name="action" value="${name}"><button>${text}</button></form>`

function pausedText({ channel, topics }: Subscriptions): Html | undefined {
  if (topics.length === 0) return html`<p class="problem">You have no topics, so no digests are sent.</p>`
  if (channel.pausedReason) {
    return html`<p class="problem">The digests are paused because ${channel.pausedReason}. If that has been fixed, resume them below.</p>`
  }
  return channel.pausedBy && html`<p class="problem">The digests are paused, because you asked for that.</p>`
}
