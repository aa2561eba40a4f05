import type { types } from '@slack/bolt'
import type { Span } from '../../src/messages/digest.ts'
import { plain } from '../../src/messages/untrusted-text.ts'
import { HEADER, MESSAGE } from './limits.ts'
import { cut, linkUrl } from './text.ts'

export type Block = types.KnownBlock
export type RichText =
  | types.RichTextText
  | types.RichTextLink
  | types.RichTextChannelMention
  | types.RichTextDate
type Style = types.RichTextText['style']

/** The content of `chat.postMessage`, `chat.postEphemeral` and a `response_url`. */
export interface Message {
  /** For notifications and screen readers; mrkdwn, escaped. */
  text: string
  blocks: Block[]
}

/** Slack shows no previews of links, which would make every message taller. */
export const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false } as const

/** Slack parses nothing in plain text, not even emoji. */
export const plainText = (text: string): types.PlainTextElement => ({
  type: 'plain_text',
  text,
  emoji: false,
})

export const header = (title: string): types.HeaderBlock => ({
  type: 'header',
  text: plainText(cut(plain(title).trim(), HEADER)),
})

/** Untrusted text as rich text, where nothing is parsed; no element if the text is empty. */
export function richText({ text, url, moment }: Span, style?: Style): RichText[] {
  const shown = plain(text)
  const address = linkUrl(url)
  if (!shown) return []
  const styled = style ? { style } : {}
  if (moment?.shown === 'time') {
    return [{ type: 'date', timestamp: secondsOf(moment), format: DATE_FORMAT, fallback: shown, ...styled }]
  }
  return [
    address
      ? { type: 'link', url: address, text: shown, ...styled }
      : { type: 'text', text: shown, ...styled },
  ]
}

/** How Slack shows a moment, in the reader's zone: `today at 3:29 PM`. */
export const DATE_FORMAT = '{date_short_pretty} at {time}'

export const secondsOf = ({ at }: NonNullable<Span['moment']>): number => Math.floor(at / 1000)

/** Consecutive lines; empty ones are left out. */
export function richBlock(lines: readonly RichText[][]): types.RichTextBlock[] {
  const elements = lines
    .filter(line => line.length > 0)
    .map(line => ({ type: 'rich_text_section' as const, elements: line }))
  return elements.length > 0 ? [{ type: 'rich_text', elements }] : []
}

function textLength(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const own = 'text' in value && typeof value.text === 'string' ? value.text.length : 0
  return Object.values(value).reduce((sum, child) => sum + textLength(child), own)
}

/** Whether Slack accepts these blocks as one message. */
export const fits = (blocks: readonly Block[]): boolean =>
  blocks.length <= MESSAGE.blocks &&
  textLength(blocks) + MESSAGE.blockWeight * blocks.length <= MESSAGE.weight

/** The blocks of the first level that fits, else of the last one. */
export function fit<Level>(levels: readonly Level[], render: (level: Level) => Block[]): Block[] {
  let blocks: Block[] = []
  for (const level of levels) {
    blocks = render(level)
    if (fits(blocks)) break
  }
  return blocks
}
