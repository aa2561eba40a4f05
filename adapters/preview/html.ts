import type { ReplySpan } from '../../src/messages/reply.ts'
import { plain, webUrl } from '../../src/messages/untrusted-text.ts'

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Untrusted text as HTML that shows it, between tags or in a quoted attribute. */
export const escapeHtml = (text: string): string =>
  plain(text).replace(/[&<>"']/g, character => ENTITIES[character] ?? character)

/** Text that leads to an untrusted address, or bare where that is none for the web. `inner` is HTML. */
export function linkHtml(address: string | undefined, inner: string): string {
  const url = webUrl(address)
  return url ? `<a href="${escapeHtml(url)}" rel="noopener noreferrer">${inner}</a>` : inner
}

const TAGS = { bold: 'strong', muted: 'small', code: 'code' }

/** A run of untrusted text. `bdi` keeps a right-to-left name from reordering its neighbours. */
export function spanHtml({ text, url, style }: ReplySpan): string {
  const tag = style ? TAGS[style] : 'bdi'
  return linkHtml(url, `<${tag}>${escapeHtml(text)}</${tag}>`)
}
