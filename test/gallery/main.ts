import { writeFileSync } from 'node:fs'
import { modalOf } from '../../adapters/discord/forms.ts'
import { MODAL } from '../../adapters/discord/limits.ts'
import { renderReply as renderForDiscord } from '../../adapters/discord/render-reply.ts'
import { renderReply as renderForTerminal } from '../../adapters/preview/render-reply.ts'
import { renderReply as renderForSlack } from '../../adapters/slack/render-reply.ts'
import { formView } from '../../adapters/slack/views.ts'
import type { Reply } from '../../src/messages/reply.ts'
import { drawDiscord, drawModal } from './discord.ts'
import { escapeHtml, PAGE_STYLE } from './page.ts'
import { playScenes, type Scene } from './scenes.ts'
import { drawSlack } from './slack.ts'

/** `npm run gallery [file]`: writes every reply of every command into one page, side by side for Slack, Discord and the terminal. */

const TERMINAL = { columns: 64, colour: false, links: false }

const onSlack = (reply: Reply): string =>
  reply.form
    ? drawSlack([formView(reply.form, '{}')])
    : drawSlack(renderForSlack(reply, { teamUrl: 'https://made-up.slack.com/' }).blocks)

/** A long form is drawn with all its parts. */
function onDiscord(reply: Reply): string {
  const { form } = reply
  if (!form) return drawDiscord(renderForDiscord(reply, '1111').components)
  const pages = Array.from({ length: Math.ceil(form.fields.length / MODAL.fields) }, (_, index) => index + 1)
  return pages.map(page => drawModal(modalOf(form, page))).join('<hr>')
}

const draw = ({ command, about, reply }: Scene): string => `
<section><h2>/papers ${escapeHtml(command)} <small>${escapeHtml(about)} · ${reply.visibility === 'ephemeral' ? 'for the asker alone' : 'for the channel'}</small></h2>
<div class="three"><div class="slack">${onSlack(reply)}</div><div class="discord">${onDiscord(reply)}</div><pre>${escapeHtml(renderForTerminal(reply, TERMINAL))}</pre></div></section>`

const file = process.argv[2] ?? 'gallery.html'
const scenes = await playScenes()
writeFileSync(
  file,
  `<!doctype html><meta charset="utf-8"><title>Paper Round: what it says</title><style>${PAGE_STYLE}</style>${scenes.map(draw).join('')}`,
)
console.log(`${scenes.length} replies in ${file}`)
