import { writeFileSync } from 'node:fs'
import { shorten } from '../../src/text/graphemes.ts'
import { drawPosted, drawReply } from './draw.ts'
import { escapeHtml, pageOf } from './page.ts'
import { playScenes, type Scene } from './scenes.ts'

/**
 * `npm run gallery [file] [light|dark]`: writes every reply of every command, and posted digests, into one page, side by side for Slack,
 * Discord and the terminal. The page has a switch between light and dark.
 */

/** The longest command is drawn up to here. */
const HEADING = 120

function draw(scene: Scene): string {
  const { command, about, reply, posted } = scene
  const heading = command ? `/papers ${escapeHtml(shorten(command, HEADING))}` : 'Paper Round'
  const seenBy = reply.visibility === 'ephemeral' ? 'only for whoever asked' : 'in the channel'
  const drawn = posted ? drawPosted(posted) : drawReply(scene)
  return `
<section><h2>${heading} <small>${escapeHtml(about)} · ${seenBy}</small></h2>
<div class="three">${drawn}</div></section>`
}

const [file = 'gallery.html', theme] = process.argv.slice(2)
const scenes = await playScenes()
writeFileSync(file, pageOf('Paper Round: what it says', scenes.map(draw).join(''), theme))
console.log(`${scenes.length} replies in ${file}`)
