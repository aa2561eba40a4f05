import { styleText } from 'node:util'
import type { ReplySpan } from '../../src/messages/reply.ts'
import { plain, shortUrl, webUrl } from '../../src/messages/untrusted-text.ts'
import type { Terminal } from './describe-terminal.ts'
import { MAX_LINK_BYTES } from './limits.ts'

type Style = 'bold' | 'dim' | 'cyan'

const STYLES = { bold: 'bold', muted: 'dim', code: 'cyan' } as const satisfies Record<string, Style>

/** Styles text if the terminal has colours. The text must be plain, or styled by these functions. */
export const paint = (style: Style | undefined, text: string, { colour }: Terminal): string =>
  colour && style && text ? styleText(style, text, { validateStream: false }) : text

const OSC_8 = '\u001b]8;;'
const END = '\u0007'

/** Links text to an address if the terminal supports links. The address must come from `webUrl`. */
export const linkTo = (url: string | undefined, text: string, { links }: Terminal): string =>
  links && url && url.length <= MAX_LINK_BYTES ? `${OSC_8}${url}${END}${text}${OSC_8}${END}` : text

/** A span of untrusted text. If the terminal doesn't support links, the address follows the text, unless it is the text. */
export function renderSpan(span: ReplySpan, terminal: Terminal): string {
  // A message in a chat has no address here.
  if (span.place?.messageId) return ''
  const text = plain(span.text)
  const url = webUrl(span.url)
  const style = span.style && STYLES[span.style]
  if (!url || terminal.links) return paint(style, linkTo(url, text, terminal), terminal)
  const address = shortUrl(url)
  return paint(style, text.includes(address) ? text : `${text} (${address})`, terminal)
}
