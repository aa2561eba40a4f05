import { type Html, html } from '../../adapters/web/html.ts'
import { drawComponent, drawControl } from '../../adapters/web/message-previews/discord.ts'
import { type Node, nodeOf, nodes, textOf } from '../../adapters/web/message-previews/node.ts'

/** Draws Discord's modals as HTML, as far as we use them; messages are drawn as on the page *Try a topic*. */

/** Components by their numbers (docs.discord.com, "Component Reference"). */
const TEXT_INPUT = 4
const RADIO_GROUP = 21
const CHECKBOX_GROUP = 22
const CHECKBOX = 23

export const drawDiscord = (components: readonly unknown[]): string =>
  nodes(components)
    .map(node => `<div class="block">${drawComponent(node)}</div>`)
    .join('')

/** A field of a modal: what is typed or picked, and every option of a group. */
function drawField(node: Node): Html {
  const { type, value, options, default: checked } = node
  const mark = (isChosen: unknown): string =>
    type === RADIO_GROUP ? (isChosen ? '◉' : '○') : isChosen ? '☑' : '☐'
  switch (type) {
    case TEXT_INPUT: {
      const lines = (textOf(value) || '…').split('\n')
      return html`<span class="control">${lines.map((line, index) => html`${index > 0 && html`<br>`}${line}`)}</span>`
    }
    case RADIO_GROUP:
    case CHECKBOX_GROUP:
      return html`${nodes(options).map(
        option =>
          html`<p>${mark(option.default)} ${textOf(option.label)} <span class="quiet">${textOf(option.description)}</span></p>`,
      )}`
    case CHECKBOX:
      return html`${mark(checked)}`
    default:
      return drawControl(node)
  }
}

function drawLabel({ label, description, component, content }: Node): Html {
  if (typeof content === 'string') return html`<p class="quiet">${content.replace(/^-# /, '')}</p>`
  const hint = textOf(description) && html` <span class="quiet">${textOf(description)}</span>`
  return html`<div><strong>${textOf(label)}</strong>${hint}<div>${drawField(nodeOf(component))}</div></div>`
}

export const drawModal = ({ title, components }: { title: string; components: readonly unknown[] }): string =>
  `${html`<p class="title">${title}</p>${nodes(components).map(drawLabel)}`}`
