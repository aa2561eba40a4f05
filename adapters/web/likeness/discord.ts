import { type Html, html, NOTHING, outside } from '../html.ts'
import { type Node, nodeOf, nodes, textOf } from './node.ts'

/** Components by their numbers (docs.discord.com, "Component Reference"). */
const ACTION_ROW = 1
const BUTTON = 2
const SECTION = 9
const TEXT_DISPLAY = 10

/** The markdown that we write: escaped signs, links without previews, strong words, moments. */
const MARKDOWN = /\\(.)|\[([^\]]*)\]\(<([^<>]*)>\)|\*\*((?:\\.|[^*\\])+)\*\*|<t:(\d+):[fR]>/gsu

function inline(text: string): Html {
  const parts: (string | Html)[] = []
  let end = 0
  for (const { 0: whole, 1: sign, 2: label, 3: url, 4: strong, 5: seconds, index } of text.matchAll(
    MARKDOWN,
  )) {
    parts.push(text.slice(end, index))
    if (sign !== undefined) parts.push(sign)
    else if (label !== undefined) parts.push(outside(url, label))
    else if (strong !== undefined) parts.push(html`<strong>${inline(strong)}</strong>`)
    else parts.push(new Date(Number(seconds) * 1000).toISOString().slice(0, 16).replace('T', ' '))
    end = index + whole.length
  }
  return html`${[...parts, text.slice(end)]}`
}

function line(text: string): Html {
  if (text.startsWith('### ')) return html`<p class="title">${inline(text.slice(4))}</p>`
  if (text.startsWith('-# ')) return html`<p class="quiet">${inline(text.slice(3))}</p>`
  return html`<p>${inline(text)}</p>`
}

/** A button, or a menu with the number of its options. */
function control({ type, label, placeholder, options }: Node): Html {
  const text = type === BUTTON ? textOf(label) : `${textOf(placeholder)} ▾ ${nodes(options).length}`
  return html`<span class="control">${text}</span>`
}

const accessory = (value: unknown): Html =>
  nodeOf(value).type === BUTTON ? html`<span class="beside">${control(nodeOf(value))}</span>` : NOTHING

function component(node: Node): Html {
  switch (node.type) {
    case ACTION_ROW:
      return html`<div>${nodes(node.components).map(control)}</div>`
    case SECTION:
      return html`${accessory(node.accessory)}${nodes(node.components).map(component)}`
    case TEXT_DISPLAY:
      return html`${textOf(node.content).split('\n').map(line)}`
    default:
      return NOTHING
  }
}

/** A message as Discord shows it, roughly. @param payload the body of *Create Message* */
export const drawDiscord = (payload: object): Html =>
  html`<div class="likeness discord">
${nodes(nodeOf(payload).components).map(node => html`<div class="block">${component(node)}</div>\n`)}</div>`
