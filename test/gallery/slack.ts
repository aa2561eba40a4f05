import { escapeHtml, momentOf } from './page.ts'

/** Draws Slack's blocks as HTML, as far as we use them. */

type Node = Record<string, unknown>
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null
const nodes = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : [])
const textOf = (value: unknown): string =>
  escapeHtml(
    typeof value === 'string' ? value : isNode(value) && typeof value.text === 'string' ? value.text : '',
  )

function inline(element: Node): string {
  const style = isNode(element.style) ? element.style : {}
  if (element.type === 'channel') return '<a>#papers</a>'
  if (element.type === 'date') return `<i>${momentOf(Number(element.timestamp))}</i>`
  const text = textOf(element.text)
  const linked = element.type === 'link' ? `<a href="${textOf(element.url)}">${text}</a>` : text
  const coded = style.code ? `<code>${linked}</code>` : linked
  return style.bold ? `<b>${coded}</b>` : style.italic ? `<i>${coded}</i>` : coded
}

/** The only mrkdwn that we write is links and moments. */
const mrkdwn = (text: string): string =>
  text
    .replace(/&lt;!date\^(\d+)\^.*?\|.*?&gt;/g, (_, seconds: string) => `<i>${momentOf(Number(seconds))}</i>`)
    .replace(
      /&lt;(https?:[^|]+)\|(.*?)&gt;/g,
      (_, url: string, label: string) => `<a href="${url}">${label}</a>`,
    )

function control(element: Node): string {
  const options = nodes(element.options).map(option => textOf(option.text))
  const label =
    element.type === 'button' ? textOf(element.text) : `${textOf(element.placeholder)} ▾ ${options.length}`
  return `<span class="control">${label}</span>`
}

type Problems = Readonly<Record<string, string>>

/** What a section has at its right. */
const accessory = (element: Node): string =>
  element.type === 'image'
    ? `<span class="picture beside">${textOf(element.alt_text)}</span>`
    : `<span class="beside">${control(element)}</span>`

/** Every option of a group, with a mark at the chosen ones. */
function group({ type, options }: Node, chosen: readonly string[]): string {
  const [on, off] = type === 'checkboxes' ? ['☑', '☐'] : ['◉', '○']
  return nodes(options)
    .map(option => {
      const label = textOf(option.text)
      return `<div>${chosen.includes(label) ? on : off} ${label} <span class="muted">${textOf(option.description)}</span></div>`
    })
    .join('')
}

/** An input with its label, and below it what is wrong with what was filled in. */
function field(block: Node, problems: Problems): string {
  const element = isNode(block.element) ? block.element : {}
  const chosen = [...nodes(element.initial_options), ...nodes([element.initial_option])].map(option =>
    textOf(option.text),
  )
  const problem = problems[String(block.block_id)]
  const below = problem ? `<div class="wrong">${escapeHtml(problem)}</div>` : ''
  const head = `<b>${textOf(block.label)}</b> <span class="muted">${textOf(block.hint)}</span>`
  if (element.type === 'checkboxes' || element.type === 'radio_buttons')
    return `<div>${head}${group(element, chosen)}${below}</div>`
  const value = textOf(element.initial_value) || textOf(element.initial_time) || chosen.join(', ')
  return `<div>${head} <span class="control" style="white-space:pre-line">${value || '…'}</span>${element.type === 'timepicker' ? ' <small>(time picker)</small>' : ''}${below}</div>`
}

function drawBlock(block: Node, problems: Problems = {}): string {
  switch (block.type) {
    case 'modal':
      return `<div class="title">${textOf(block.title)}</div>${nodes(block.blocks)
        .map(each => `<div class="block">${drawBlock(each, problems)}</div>`)
        .join('')}<span class="control">${textOf(block.submit)}</span>`
    case 'header':
      return `<div class="title">${textOf(block.text)}</div>`
    case 'rich_text':
      return nodes(block.elements)
        .map(({ type, elements }) => {
          const inner = nodes(elements).map(inline).join('')
          return type === 'rich_text_preformatted'
            ? `<span class="verbatim">${inner}</span>`
            : `<div>${inner || '&nbsp;'}</div>`
        })
        .join('')
    case 'context':
      return `<div class="muted">${nodes(block.elements)
        .map(element => mrkdwn(textOf(element.text)))
        .join(' ')}</div>`
    case 'section':
      return `<div>${nodes([block.accessory]).map(accessory).join('')}${mrkdwn(textOf(block.text))}</div>`
    case 'actions':
      return `<div>${nodes(block.elements).map(control).join('')}</div>`
    case 'input':
      return field(block, problems)
    default:
      return `<div class="muted">(${escapeHtml(String(block.type))})</div>`
  }
}

/** @param problems what is wrong with a filled-in form, by its blocks' ids */
export const drawSlack = (blocks: readonly unknown[], problems?: Problems): string =>
  nodes(blocks)
    .map(block => `<div class="block">${drawBlock(block, problems)}</div>`)
    .join('')
