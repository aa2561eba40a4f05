import { webUrl } from '../../src/messages/untrusted-text.ts'
import { shorten } from '../../src/text/graphemes.ts'
import { URL_LENGTH } from './limits.ts'

/** Slack counts code points, at most as many as the code units counted here. */
export const cut = (text: string, limit: number): string => shorten(text, limit, part => part.length)

/** Escapes all that mrkdwn can escape (docs.slack.dev, "Formatting message text"). Mentions and links need a `<`. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** An untrusted address, if it is safe and not too long for Slack. */
export const linkUrl = (address: string | undefined): string | undefined => webUrl(address, URL_LENGTH)
