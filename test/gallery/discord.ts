import { escapeHtml } from './page.ts'

/** Draws Discord's components as HTML, as far as we use them. */

type Node = Record<string, unknown>
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null
const nodes = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : [])

/** Draws one line of the markdown that we write. */
function line(text: string): string {
  const shown = escapeHtml(text)
    .replace(/\[([^\]]*)\]\(&lt;(.*?)&gt;\)/g, '<a href="$2">$1</a>')
    .replace(/\*\*(.+?)\*\*/g, '<b>$1</b>')
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/&lt;\/(papers [a-z]+):\d+&gt;/g, '<a>/$1</a>')
    .replace(/&lt;#\d+&gt;/g, '<a>#papers</a>')
    .replace(/\\([^\w\s])/g, '$1')
  if (shown.startsWith('### ')) return `<h3>${shown.slice(4)}</h3>`
  return shown.startsWith('-# ')
    ? `<div class="muted">${shown.slice(3)}</div>`
    : `<div>${shown || '&nbsp;'}</div>`
}

function textDisplay(content: string): string {
  const [, verbatim] = /^```\n(.*)\n```$/s.exec(content) ?? []
  return verbatim === undefined
    ? content.split('\n').map(line).join('')
    : `<span class="verbatim">${escapeHtml(verbatim)}</span>`
}

function control({ type, label, placeholder, options }: Node): string {
  if (type === 2) return `<span class="control">${escapeHtml(String(label))}</span>`
  const chosen = nodes(options).filter(option => option.default)
  const shown = chosen.length > 0 ? chosen.map(option => option.label).join(', ') : String(placeholder ?? '')
  return `<span class="control">${escapeHtml(shown)} ▾ ${nodes(options).length}</span>`
}

function drawComponent(component: Node): string {
  switch (component.type) {
    case 1:
      return `<div>${nodes(component.components).map(control).join('')}</div>`
    case 9:
      return nodes(component.components).map(drawComponent).join('')
    case 10:
      return textDisplay(String(component.content))
    default:
      return `<div class="muted">(${String(component.type)})</div>`
  }
}

export const drawDiscord = (components: readonly unknown[]): string =>
  nodes(components).map(drawComponent).join('')
