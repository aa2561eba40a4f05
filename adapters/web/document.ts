import { webUrl } from '../../src/messages/untrusted-text.ts'
import { escapeHtml } from '../shared/escape-html.ts'

/**
 * One of our own documents as HTML, in the part of Markdown that they use: headings, paragraphs, lists of two levels, tables, bold,
 * italics, code, and links to the web. Links to other files stay text.
 */
export function renderDocument(markdown: string): { title: string; main: string } {
  const main = markdown
    .trim()
    .split(/\n{2,}/)
    .map(blockHtml)
    .join('\n')
  return { title: /^# (.*)$/m.exec(markdown)?.[1] ?? 'Paper Round', main }
}

function blockHtml(block: string): string {
  const [, marks, heading = ''] = /^(#{1,3}) (.*)$/.exec(block) ?? []
  if (marks) return `<h${marks.length}>${inlineHtml(heading)}</h${marks.length}>`
  if (block.startsWith('|')) return tableHtml(block.split('\n'))
  if (block.startsWith('- ')) return listHtml(block)
  return `<p>${inlineHtml(block)}</p>`
}

function tableHtml([head = '', _, ...rows]: readonly string[]): string {
  const cells = (row: string, tag: 'th' | 'td'): string =>
    row
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map(cell => `<${tag}>${inlineHtml(cell.trim())}</${tag}>`)
      .join('')
  const body = rows.map(row => `<tr>${cells(row, 'td')}</tr>`).join('\n')
  return `<table>\n<tr>${cells(head, 'th')}</tr>\n${body}\n</table>`
}

/** Items are indented by two more for each level, and so are their further lines. */
function listHtml(block: string): string {
  const items = block.split(/\n(?=- )/).map(item => {
    const [own = '', ...inner] = item
      .slice(2)
      .replaceAll(/\n {2}/g, '\n')
      .split(/\n(?=- )/)
    return `<li>${inlineHtml(own)}${inner.length > 0 ? listHtml(inner.join('\n')) : ''}</li>`
  })
  return `<ul>\n${items.join('\n')}\n</ul>`
}

/** Code first, because its text isn't Markdown. */
const inlineHtml = (text: string): string =>
  text
    .split(/(`[^`]+`)/)
    .map(part => (/^`.+`$/s.test(part) ? `<code>${escapeHtml(part.slice(1, -1))}</code>` : proseHtml(part)))
    .join('')

function proseHtml(text: string): string {
  return escapeHtml(text)
    .replaceAll(/\[([^\]]+)\]\(([^)\s]+)\)/g, (_, words: string, address: string) => {
      const url = webUrl(address)
      return url ? `<a href="${url}" rel="noopener noreferrer">${words}</a>` : words
    })
    .replaceAll(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replaceAll(/\*([^*]+)\*/g, '<em>$1</em>')
}
