import { externalLink, type Html, html, NOTHING } from '../html.ts'
import { nodeOf, textOf } from './node.ts'

/** A line that names a link: `Code: https://…`. */
const NAMED = /^([^:]+): (https?:\/\/\S+)$/
/** Links that are signed for whoever gets the mail, or lead to our own pages: they are shown, and lead nowhere. */
const OWN = /^(?:Details|Similar papers|Less like this|Topics, time and pause|Unsubscribe)$/

function line(text: string): Html {
  const [, name, url] = NAMED.exec(text) ?? []
  if (name === undefined) return html`<p class="quiet">${text}</p>`
  return OWN.test(name)
    ? html`<span class="control">${name}</span>`
    : html`<p class="quiet">${externalLink(url, name)}</p>`
}

/** A paper begins with its title and its address, a text is one paragraph, and all else are lines. */
function block(paragraph: string): Html {
  const [first = '', second = '', ...rest] = paragraph.split('\n')
  if (/^-+$/.test(first)) return NOTHING
  if (/^https?:\/\/\S+$/.test(second) && rest.length === 0)
    return html`<p><strong>${externalLink(second, first)}</strong></p>`
  return second === '' && !NAMED.test(first)
    ? html`<p>${first}</p>`
    : html`${[first, second, ...rest].filter(Boolean).map(line)}`
}

/** A mail as a mailbox shows its plain text, roughly. @param payload the mail's subject and parts */
export function drawEmail(payload: object): Html {
  const { subject, text } = nodeOf(payload)
  const blocks = textOf(text).trim().split('\n\n').map(block)
  return html`<div class="message-preview email">
<p class="title">${textOf(subject)}</p>
${blocks.map(each => html`<div class="block">${each}</div>\n`)}</div>`
}
