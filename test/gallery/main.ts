import { writeFileSync } from 'node:fs'
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
import { shorten } from '../../src/text/graphemes.ts'
import { drawDiscord, drawModal } from './discord.ts'
import { escapeHtml, pageOf } from './page.ts'
import { playScenes, type Scene } from './scenes.ts'
import { drawSlack } from './slack.ts'

/**
 * `npm run gallery [file] [light|dark]`: writes every reply of every command, and posted digests, into one page, side by side for Slack,
 * Discord and the terminal. The page has a switch between light and dark.
 */

const TERMINAL = { columns: 64, colour: false, links: false }
const WORKSPACE = { teamUrl: 'https://made-up.slack.com/' }
const fileLine = ({ file }: Reply): string =>
  file ? `<div class="control">⬇ ${escapeHtml(file.name)}</div>` : ''

const onSlack = ({ reply, form: filledIn }: Scene): string => {
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
function onDiscord(scene: Scene): string {
  const reply = movedToDiscord(scene.reply)
  const { form } = reply
  const render = (shown: Reply) => renderForDiscord(shown, '1111')
  if (reply.problems) return drawDiscord(problemMessage(reply, 'settings', render).components)
  if (!form) return drawDiscord(render(reply).components) + fileLine(reply)
  const pages = Array.from({ length: Math.ceil(form.fields.length / MODAL.fields) }, (_, index) => index + 1)
  return pages.map(page => drawModal(modalOf(form, page))).join('<hr>')
}

const column = (className: string, html: string): string => `<div class="${className}">${html}</div>`

/** A posted digest with all its messages. */
function drawPosted(digest: Digest): string {
  const steps = Array.from({ length: messageCount(digest) }, (_, step) => step)
  return [
    column('slack', steps.map(step => drawSlack(digestForSlack(digest, step).blocks)).join('<hr>')),
    column('discord', steps.map(step => drawDiscord(digestForDiscord(digest, step).components)).join('<hr>')),
    `<pre>${escapeHtml(digestForTerminal(digest, TERMINAL))}</pre>`,
  ].join('')
}

const drawReply = (scene: Scene): string =>
  [
    column('slack', onSlack(scene)),
    column('discord', onDiscord(scene)),
    `<pre>${escapeHtml(renderForTerminal(scene.reply, TERMINAL))}</pre>`,
  ].join('')

/** The longest command is drawn up to here. */
const HEADING = 120

function draw(scene: Scene): string {
  const { command, about, reply, posted } = scene
  const heading = command ? `/papers ${escapeHtml(shorten(command, HEADING))}` : 'Paper Round'
  const seenBy = reply.visibility === 'ephemeral' ? 'for the asker alone' : 'for the channel'
  const drawn = posted ? drawPosted(posted) : drawReply(scene)
  return `
<section><h2>${heading} <small>${escapeHtml(about)} · ${seenBy}</small></h2>
<div class="three">${drawn}</div></section>`
}

const [file = 'gallery.html', theme] = process.argv.slice(2)
const scenes = await playScenes()
writeFileSync(file, pageOf('Paper Round: what it says', scenes.map(draw).join(''), theme))
console.log(`${scenes.length} replies in ${file}`)
