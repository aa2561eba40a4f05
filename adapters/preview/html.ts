import type { ReplySpan } from '../../src/messages/reply.ts'
import { webUrl } from '../../src/messages/untrusted-text.ts'
import { escapeHtml } from '../shared/escape-html.ts'

export { escapeHtml }

/** Links `inner`, which is HTML, to an untrusted address; without a link unless the address is http or https. */
export function linkHtml(address: string | undefined, inner: string): string {
  const url = webUrl(address)
  return url ? `<a href="${escapeHtml(url)}" rel="noopener noreferrer">${inner}</a>` : inner
}

const TAGS = { bold: 'strong', muted: 'small', code: 'code' }

/** A span of untrusted text. `bdi` keeps a right-to-left name from reordering its neighbours. */
export function spanHtml({ text, url, style }: ReplySpan): string {
  const tag = style ? TAGS[style] : 'bdi'
  return linkHtml(url, `<${tag}>${escapeHtml(text)}</${tag}>`)
}
