import { escapeHtml, momentOf } from './page.ts'

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
    .replace(
      /&lt;t:(\d+):([fR])&gt;/g,
      (_, seconds: string, shown: string) => `<i>${momentOf(Number(seconds), shown === 'R')}</i>`,
    )
    .replace(/&lt;#\d+&gt;/g, '<a>#papers</a>')
    .replace(/\\([^a-zA-Z0-9\s])/g, '$1')
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

/** What a section has at its right. */
const accessory = (component: Node): string =>
  component.type === 11
    ? `<span class="picture beside">${escapeHtml(String(component.description ?? ''))}</span>`
    : `<span class="beside">${control(component)}</span>`

function drawComponent(component: Node): string {
  switch (component.type) {
    case 1:
      return `<div>${nodes(component.components).map(control).join('')}</div>`
    case 9:
      return `<div>${nodes([component.accessory]).map(accessory).join('')}${nodes(component.components).map(drawComponent).join('')}</div>`
    case 10:
      return textDisplay(String(component.content))
    case 13:
      // The file itself is drawn below the message.
      return ''
    default:
      return `<div class="muted">(${String(component.type)})</div>`
  }
}

export const drawDiscord = (components: readonly unknown[]): string =>
  nodes(components)
    .map(component => `<div class="block">${drawComponent(component)}</div>`)
    .join('')

/** A field of a modal: what is typed or picked, and every option of a group. */
function drawField({ type, value, options, default: checked }: Node): string {
  const mark = (isChosen: unknown): string => (type === 21 ? (isChosen ? '◉' : '○') : isChosen ? '☑' : '☐')
  switch (type) {
    case 4:
      return `<span class="control" style="white-space:pre-line">${escapeHtml(String(value || '…'))}</span>`
    case 21:
    case 22:
      return nodes(options)
        .map(
          option =>
            `<div>${mark(option.default)} ${escapeHtml(String(option.label))} <span class="muted">${escapeHtml(String(option.description ?? ''))}</span></div>`,
        )
        .join('')
    case 23:
      return mark(checked)
    default:
      return control({ type, options })
  }
}

export const drawModal = ({ title, components }: { title: string; components: readonly unknown[] }): string =>
  `<div class="title">${escapeHtml(title)}</div>${nodes(components)
    .map(({ label, description, component, content }) => {
      if (typeof content === 'string')
        return `<div class="muted">${escapeHtml(content.replace(/^-# /, ''))}</div>`
      const hint = description ? ` <span class="muted">${escapeHtml(String(description))}</span>` : ''
      const field = isNode(component) ? drawField(component) : ''
      return `<div><b>${escapeHtml(String(label))}</b>${hint}<div>${field}</div></div>`
    })
    .join('')}`
