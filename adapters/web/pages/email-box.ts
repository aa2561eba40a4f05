import { EVERYTHING, topicName } from '../../../src/search/topics.ts'
import { type Html, html } from '../html.ts'

/**
 * The form for an address that wants a topic by e-mail.
 * @param topic empty for the general digest
 * @param typed the address, and what is wrong with it
 */
export const emailBox = (topic: string, typed: { address?: string; problem?: string } = {}): Html =>
  html`<h2 id="by-email">By e-mail</h2>
${typed.problem && html`<p class="problem" role="alert">${typed.problem}</p>\n`}<form class="large" action="/email/subscribe" method="post">
<input type="hidden" name="topic" value="${topic}">
<input type="email" name="address" value="${typed.address ?? ''}" aria-label="Your e-mail address" placeholder="name@example.org" autocomplete="email" maxlength="254" required>
<button>Get it by e-mail</button>
</form>
<p class="notes">You get one mail with a button, and digests of <bdi>${topicName(topic || EVERYTHING)}</bdi> only after you have pressed it. Every mail has a link to stop them.</p>`
