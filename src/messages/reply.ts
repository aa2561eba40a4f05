import type { ChannelId } from '../channels/channel-id.ts'
import type { Action, Digest, Span } from './digest.ts'
import type { Form } from './form.ts'

/** Text of a reply may be emphasised, or stand as code; links come from Span. All of it is untrusted plain text. */
export interface ReplySpan extends Span {
  style?: 'bold' | 'muted' | 'code'
  /** A channel, or a message in it, that this leads to; where a platform can't show that, the text stands alone. */
  place?: { channel: ChannelId; messageId?: string | undefined }
}

/** Something to pick from, one at a time: a select menu. Picking does what the option's command would do. */
export interface Choice {
  /** Shown while nothing is picked, such as `Details of…`. */
  label: string
  options: readonly Action[]
}

/** The neutral answer to a command. */
export interface Reply {
  /** Reading commands answer the asker alone; changing ones tell the channel. */
  visibility: 'ephemeral' | 'public'
  /** Paragraphs, one line each. */
  lines: readonly (readonly ReplySpan[])[]
  /** Shown below the lines, always as one message, whatever its layout. */
  digest?: Digest | undefined
  /** Text to be copied, such as BibTeX: shown below the rest as it is, line by line. */
  verbatim?: string | undefined
  choice?: Choice | undefined
  actions?: readonly Action[] | undefined
  /** Something to fill in. It opens in place of the rest, which is for where it can't. */
  form?: Form | undefined
  /** What is wrong in the form that was sent, by the field's name. Nothing of it was carried out. */
  problems?: Readonly<Record<string, string>> | undefined
}

export const bold = (text: string): ReplySpan => ({ text, style: 'bold' })

export const code = (text: string): ReplySpan => ({ text, style: 'code' })

export const muted = (text: string): ReplySpan => ({ text, style: 'muted' })

export type Line = string | readonly (string | ReplySpan)[]

const toSpans = (line: Line): ReplySpan[] =>
  (typeof line === 'string' ? [line] : line).map(part => (typeof part === 'string' ? { text: part } : part))

/** An answer for the asker alone. */
export const ephemeralReply = (...lines: Line[]): Reply => ({
  visibility: 'ephemeral',
  lines: lines.map(toSpans),
})

/** An answer that the whole channel sees. */
export const publicReply = (...lines: Line[]): Reply => ({ visibility: 'public', lines: lines.map(toSpans) })
