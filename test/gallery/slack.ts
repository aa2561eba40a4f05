import { type Html, html } from '../../adapters/web/html.ts'
import { type Node, nodeOf, nodes, textOf } from '../../adapters/web/message-previews/node.ts'
import { drawBlock } from '../../adapters/web/message-previews/slack.ts'

/** Draws Slack's forms as HTML, as far as we use them; messages are drawn as on the page *Try a topic*. */

type Problems = Readonly<Record<string, string>>

const labelOf = (value: unknown): string => textOf(nodeOf(value).text)

/** Every option of a group, with a mark at the chosen ones. */
function group({ type, options }: Node, chosen: readonly string[]): Html {
  const [on, off] = type === 'checkboxes' ? ['☑', '☐'] : ['◉', '○']
  return html`${nodes(options).map(option => {
    const label = labelOf(option.text)
    return html`<p>${chosen.includes(label) ? on : off} ${label} <span class="quiet">${labelOf(option.description)}</span></p>`
  })}`
}

/** An input with its label, and below it what is wrong with what was filled in. */
function input(block: Node, problems: Problems): Html {
  const element = nodeOf(block.element)
  const chosen = [...nodes(element.initial_options), ...nodes([element.initial_option])].map(option =>
    labelOf(option.text),
  )
  const problem = problems[textOf(block.block_id)]
  const below = problem && html`<p class="wrong">${problem}</p>`
  const head = html`<strong>${labelOf(block.label)}</strong> <span class="quiet">${labelOf(block.hint)}</span>`
  if (element.type === 'checkboxes' || element.type === 'radio_buttons')
    return html`${head}${group(element, chosen)}${below}`
  const value = textOf(element.initial_value) || textOf(element.initial_time) || chosen.join(', ') || '…'
  const lines = value.split('\n').map((line, index) => html`${index > 0 && html`<br>`}${line}`)
  return html`${head} <span class="control">${lines}</span>${element.type === 'timepicker' && html` <small>(time picker)</small>`}${below}`
}

function drawPart(node: Node, problems: Problems): Html {
  switch (node.type) {
    case 'modal':
      return html`<p class="title">${labelOf(node.title)}</p>${nodes(node.blocks).map(
        each => html`<div class="block">${drawPart(each, problems)}</div>`,
      )}<span class="control">${labelOf(node.submit)}</span>`
    case 'input':
      return input(node, problems)
    default:
      return drawBlock(node)
  }
}

/** @param problems what is wrong with a filled-in form, by its blocks' ids */
export const drawSlack = (blocks: readonly unknown[], problems: Problems = {}): string =>
  nodes(blocks)
    .map(node => `<div class="block">${drawPart(node, problems)}</div>`)
    .join('')
