import type { Digest } from '../../src/messages/digest.ts'
import { contentOf, type Recipient } from './content.ts'
import { renderHtml } from './render-html.ts'
import { renderPlainText, renderText } from './render-text.ts'

/** The parts of a mail that people see. Without HTML it is plain text alone. */
export interface DigestMail {
  subject: string
  text: string
  html?: string
}

/** A digest as one mail, whatever its layout. */
export function renderDigestMail(digest: Digest, recipient: Recipient): DigestMail {
  const content = contentOf(digest, recipient)
  return { subject: content.subject, text: renderText(content), html: renderHtml(content) }
}

/** The same reduced to titles and links, without HTML. */
export function renderPlainMail(digest: Digest, recipient: Recipient): DigestMail {
  const content = contentOf(digest, recipient)
  return { subject: content.subject, text: renderPlainText(content) }
}
