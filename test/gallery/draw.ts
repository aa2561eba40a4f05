import { problemMessage } from '../../adapters/discord/answer.ts'
import { modalOf } from '../../adapters/discord/forms.ts'
import { MODAL } from '../../adapters/discord/limits.ts'
import { renderDigest as digestForDiscord } from '../../adapters/discord/render-digest.ts'
import { renderReply as renderForDiscord } from '../../adapters/discord/render-reply.ts'
import { renderDigest as digestForTerminal } from '../../adapters/preview/render-digest.ts'
import { renderReply as renderForTerminal } from '../../adapters/preview/render-reply.ts'
import { renderDigest as digestForSlack } from '../../adapters/slack/render-digest.ts'
import { renderReply as renderForSlack } from '../../adapters/slack/render-reply.ts'
import { formView } from '../../adapters/slack/views.ts'
import { type Digest, messageCount } from '../../src/messages/digest.ts'
import type { Reply } from '../../src/messages/reply.ts'
import { drawDiscord, drawModal } from './discord.ts'
import { escapeHtml } from './page.ts'
import type { Scene } from './scenes.ts'
import { drawSlack } from './slack.ts'

const TERMINAL = { columns: 64, colour: false, links: false }
const WORKSPACE = { teamUrl: 'https://made-up.slack.com/' }
const fileLine = ({ file }: Reply): string =>
  file ? `<div class="control">⬇ ${escapeHtml(file.name)}</div>` : ''

/** A reply as Slack shows it; a form with what is wrong in it. */
export const onSlack = ({ reply, form: filledIn }: Scene): string => {
  const form = reply.form ?? filledIn
  return form
    ? drawSlack([formView(form, '{}')], reply.problems)
    : drawSlack(renderForSlack(reply, WORKSPACE).blocks) + fileLine(reply)
}

/** The scenes are played in a channel of Slack. */
const movedToDiscord = (reply: Reply): Reply => ({
  ...reply,
  lines: reply.lines.map(line =>
    line.map(span =>
      span.place ? { ...span, place: { ...span.place, channel: 'discord:1111/2222' as const } } : span,
    ),
  ),
})

/** A long form is drawn with all its parts. */
export function onDiscord(scene: Scene): string {
  const reply = movedToDiscord(scene.reply)
  const { form } = reply
  const render = (shown: Reply) => renderForDiscord(shown, '1111')
  if (reply.problems) return drawDiscord(problemMessage(reply, 'settings', render).components)
  if (!form) return drawDiscord(render(reply).components) + fileLine(reply)
  const pages = Array.from({ length: Math.ceil(form.fields.length / MODAL.fields) }, (_, index) => index + 1)
  return pages.map(page => drawModal(modalOf(form, page))).join('<hr>')
}

export const column = (className: string, html: string): string => `<div class="${className}">${html}</div>`

const stepsOf = (digest: Digest): number[] => Array.from({ length: messageCount(digest) }, (_, step) => step)

/** A posted digest with all its messages. */
export const postedOnSlack = (digest: Digest): string =>
  stepsOf(digest)
    .map(step => drawSlack(digestForSlack(digest, step).blocks))
    .join('<hr>')

export const postedOnDiscord = (digest: Digest): string =>
  stepsOf(digest)
    .map(step => drawDiscord(digestForDiscord(digest, step).components))
    .join('<hr>')

export const inTerminal = (digest: Digest): string =>
  `<pre>${escapeHtml(digestForTerminal(digest, TERMINAL))}</pre>`

export function drawPosted(digest: Digest): string {
  return [
    column('slack', postedOnSlack(digest)),
    column('discord', postedOnDiscord(digest)),
    inTerminal(digest),
  ].join('')
}

export const drawReply = (scene: Scene): string =>
  [
    column('slack', onSlack(scene)),
    column('discord', onDiscord(scene)),
    `<pre>${escapeHtml(renderForTerminal(scene.reply, TERMINAL))}</pre>`,
  ].join('')
