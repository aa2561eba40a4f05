import { externalLink, type Html, html, NOTHING, preformatted } from '../html.ts'
import { type Node, nodeOf, nodes, textOf } from './node.ts'

/** `{ type: 'plain_text', text }` */
const labelOf = (value: unknown): string => textOf(nodeOf(value).text)

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** The only mrkdwn that we write is links, and moments, which have their text for where they can't be formatted. */
function mrkdwn(text: string): Html {
  const parts: (string | Html)[] = []
  let end = 0
  for (const { 0: whole, 1: target = '', 2: label = '', index } of text.matchAll(/<([^<>|]+)\|([^<>]*)>/g)) {
    parts.push(unescaped(text.slice(end, index)))
    parts.push(target.startsWith('!') ? unescaped(label) : externalLink(unescaped(target), unescaped(label)))
    end = index + whole.length
  }
  return html`${[...parts, unescaped(text.slice(end))]}`
}

const textObject = (value: unknown): Html => {
  const { type, text } = nodeOf(value)
  return type === 'mrkdwn' ? mrkdwn(textOf(text)) : html`${textOf(text)}`
}

function richElement({ type, text, url, style, fallback }: Node): Html {
  if (type === 'channel') return html`<a>#channel</a>`
  const { bold, italic, code } = nodeOf(style)
  const shown = type === 'date' ? html`${textOf(fallback)}` : html`${textOf(text)}`
  const coded = code ? html`<code>${shown}</code>` : shown
  const linked = type === 'link' ? externalLink(textOf(url), coded) : coded
  return bold ? html`<strong>${linked}</strong>` : italic ? html`<em>${linked}</em>` : linked
}

function richSection({ type, elements }: Node): Html {
  return type === 'rich_text_preformatted'
    ? preformatted(
        nodes(elements)
          .map(({ text }) => textOf(text))
          .join(''),
      )
    : html`<p>${nodes(elements).map(richElement)}</p>`
}

/** A button, or a menu with the number of its options. */
function control(element: Node): Html {
  const label =
    element.type === 'button'
      ? labelOf(element.text)
      : `${labelOf(element.placeholder)} ▾ ${nodes(element.options).length}`
  return html`<span class="control">${label}</span>`
}

/** What a section has on its right. Of an image, only its description is shown. */
const accessory = (node: Node): Html =>
  node.type === 'image'
    ? html`<span class="picture beside">${textOf(node.alt_text)}</span>`
    : html`<span class="beside">${control(node)}</span>`

export function drawBlock(node: Node): Html {
  switch (node.type) {
    case 'header':
      return html`<p class="title">${labelOf(node.text)}</p>`
    case 'rich_text':
      return html`${nodes(node.elements).map(richSection)}`
    case 'section':
      return html`${nodes([node.accessory]).map(accessory)}<p>${textObject(node.text)}</p>`
    case 'context':
      return html`<p class="quiet">${nodes(node.elements).map(element => html`${textObject(element)} `)}</p>`
    case 'actions':
      return html`<div>${nodes(node.elements).map(control)}</div>`
    default:
      return NOTHING
  }
}

/** A message as Slack shows it, roughly. @param payload the arguments of `chat.postMessage` */
export const drawSlack = (payload: object): Html =>
  html`<div class="message-preview slack">
${nodes(nodeOf(payload).blocks).map(node => html`<div class="block">${drawBlock(node)}</div>\n`)}</div>`
