import { externalLink, type Html, html, NOTHING, preformatted } from '../html.ts'
import { type Node, nodeOf, nodes, textOf } from './node.ts'

/** Components by their numbers (docs.discord.com, "Component Reference"). */
const ACTION_ROW = 1
const BUTTON = 2
const SECTION = 9
const TEXT_DISPLAY = 10
const THUMBNAIL = 11

/** The markdown that we write: escaped signs, links without previews, strong words, code, moments, commands and channels. */
const MARKDOWN = new RegExp(
  [
    String.raw`\\(?<sign>.)`,
    String.raw`\[(?<label>[^\]]*)\]\(<(?<url>[^<>]*)>\)`,
    String.raw`\*\*(?<strong>(?:\\.|[^*\\])+)\*\*`,
    '`(?<code>[^`]+)`',
    String.raw`<t:(?<seconds>\d+):(?<style>[fR])>`,
    String.raw`<\/(?<command>papers [a-z]+):\d+>`,
    String.raw`<#\d+>`,
  ].join('|'),
  'gsu',
)

function marked(groups: Readonly<Record<string, string | undefined>>): string | Html {
  const { sign, label, url, strong, code, seconds, style, command } = groups
  if (sign !== undefined) return sign
  if (label !== undefined) return externalLink(url, label)
  if (strong !== undefined) return html`<strong>${inline(strong)}</strong>`
  if (code !== undefined) return html`<code>${code}</code>`
  if (command !== undefined) return html`<a>/${command}</a>`
  if (seconds === undefined) return html`<a>#channel</a>`
  const moment = new Date(Number(seconds) * 1000).toISOString().slice(0, 16).replace('T', ' at ')
  return style === 'R' ? 'in some hours' : moment
}

function inline(text: string): Html {
  const parts: (string | Html)[] = []
  let end = 0
  for (const { 0: whole, groups = {}, index } of text.matchAll(MARKDOWN)) {
    parts.push(text.slice(end, index), marked(groups))
    end = index + whole.length
  }
  return html`${[...parts, text.slice(end)]}`
}

function line(text: string): Html {
  if (text.startsWith('### ')) return html`<p class="title">${inline(text.slice(4))}</p>`
  if (text.startsWith('-# ')) return html`<p class="quiet">${inline(text.slice(3))}</p>`
  return html`<p>${inline(text)}</p>`
}

function display(content: string): Html {
  const [, verbatim] = /^```\n(.*)\n```$/s.exec(content) ?? []
  return verbatim === undefined ? html`${content.split('\n').map(line)}` : preformatted(verbatim)
}

/** A button, or a menu with what is picked and the number of its options. */
export function drawControl({ type, label, placeholder, options }: Node): Html {
  if (type === BUTTON) return html`<span class="control">${textOf(label)}</span>`
  const picked = nodes(options).filter(option => option.default)
  const shown = picked.map(option => textOf(option.label)).join(', ') || textOf(placeholder)
  return html`<span class="control">${shown} ▾ ${nodes(options).length}</span>`
}

/** What a section has on its right. Of an image, only its description is shown. */
const accessory = (node: Node): Html =>
  node.type === THUMBNAIL
    ? html`<span class="picture beside">${textOf(node.description)}</span>`
    : html`<span class="beside">${drawControl(node)}</span>`

export function drawComponent(node: Node): Html {
  switch (node.type) {
    case ACTION_ROW:
      return html`<div>${nodes(node.components).map(drawControl)}</div>`
    case SECTION:
      return html`${nodes([node.accessory]).map(accessory)}${nodes(node.components).map(drawComponent)}`
    case TEXT_DISPLAY:
      return display(textOf(node.content))
    default:
      return NOTHING
  }
}

/** A message as Discord shows it, roughly. @param payload the body of *Create Message* */
export const drawDiscord = (payload: object): Html =>
  html`<div class="message-preview discord">
${nodes(nodeOf(payload).components).map(node => html`<div class="block">${drawComponent(node)}</div>\n`)}</div>`
