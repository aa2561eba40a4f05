import stringWidth from 'string-width'
import type { Span } from '../../src/messages/digest.ts'
import { plain, webUrl } from '../../src/messages/untrusted-text.ts'
import type { Terminal } from './describe-terminal.ts'
import { linkTo } from './spans.ts'

/** `plain` leaves no such space in any text, so it can stand for "don't break here" until the text is wrapped. */
const GLUE = '\u00a0'

/** The longest fact that is kept on one line, in columns. */
const UNBROKEN = 24

/**
 * Facts in one text, joined by ` · `. Short ones are to stay whole when it is wrapped, and dots at the ends of lines:
 * `unglue` must follow.
 */
export function joinFacts(facts: readonly Span[], terminal: Terminal): string {
  return facts
    .map(({ text, url }) => ({ text: plain(text).trim(), url: webUrl(url) }))
    .filter(({ text }) => text)
    .map(({ text, url }) => {
      const whole = stringWidth(text) <= UNBROKEN ? text.replaceAll(' ', GLUE) : text
      return linkTo(url, whole, terminal)
    })
    .join(`${GLUE}· `)
}

/** Makes ordinary spaces of those that kept facts whole. */
export const unglue = (line: string): string => line.replaceAll(GLUE, ' ')
