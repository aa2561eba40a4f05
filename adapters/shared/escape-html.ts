import { plain } from '../../src/messages/untrusted-text.ts'

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Escapes untrusted text for use between tags or in a quoted attribute. */
export const escapeHtml = (text: string): string =>
  plain(text).replace(/[&<>"']/g, character => ENTITIES[character] ?? character)
