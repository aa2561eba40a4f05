import stringWidth from 'string-width'
import type { Span } from '../../src/messages/digest.ts'
import { plain, webUrl } from '../../src/messages/untrusted-text.ts'
import type { Terminal } from './describe-terminal.ts'
import { linkTo } from './spans.ts'

/** Marks a space where no line may break, until the text is wrapped. `plain` removes this character from all texts. */
const GLUE = '\u00a0'

/** The longest fact that isn't broken across lines, in columns. */
const UNBROKEN = 24

/**
 * Joins facts by ` · `. When the text is wrapped, short facts stay whole and dots stay at the ends of lines; the wrapped lines
 * must go through `unglue`.
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

/** Turns the no-break spaces of `joinFacts` into ordinary ones. */
export const unglue = (line: string): string => line.replaceAll(GLUE, ' ')
