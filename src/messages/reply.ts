import type { ChannelId } from '../channels/channel-id.ts'
import type { Action, Digest, Span } from './digest.ts'
import type { Form } from './form.ts'

/** A span with a style. The text is untrusted plain text. */
export interface ReplySpan extends Span {
  style?: 'bold' | 'muted' | 'code'
  /** A channel, or a message in it, to link to; a platform that can't shows only the text. */
  place?: { channel: ChannelId; messageId?: string | undefined }
  /** The command that the text shows, without `/papers`; a platform that can makes it clickable. */
  command?: string
}

/** A select menu. Picking an option runs its command. */
export interface Choice {
  /** Shown while nothing is picked, such as `Details of…`. */
  label: string
  options: readonly Action[]
}

export interface TextFile {
  /** Letters, digits, dashes and dots. */
  name: string
  text: string
}

/** The neutral answer to a command. */
export interface Reply {
  /** Who sees it: commands that only read reply to the person who asked, those that change something to the channel. */
  visibility: 'ephemeral' | 'public'
  /** Paragraphs, one line each. */
  lines: readonly (readonly ReplySpan[])[]
  /** Shown below the lines, always as one message, whatever its layout. */
  digest?: Digest | undefined
  /** Text to copy, such as BibTeX, shown literally below the rest. */
  verbatim?: string | undefined
  /** A text file, which only the person who asked gets. */
  file?: TextFile | undefined
  choice?: Choice | undefined
  actions?: readonly Action[] | undefined
  /** Opened instead of the rest, which is shown if a form can't be opened. */
  form?: Form | undefined
  /** Errors in the submitted form by field name. Nothing was changed. */
  problems?: Readonly<Record<string, string>> | undefined
}

export const bold = (text: string): ReplySpan => ({ text, style: 'bold' })

export const code = (text: string): ReplySpan => ({ text, style: 'code' })

/** A command as people type it, ready to copy: `subscribe agents` is shown as `/papers subscribe agents`. */
export const command = (text: string): ReplySpan => ({
  text: `/papers ${text}`,
  style: 'code',
  command: text,
})

export const muted = (text: string): ReplySpan => ({ text, style: 'muted' })

export type Line = string | readonly (string | ReplySpan)[]

const toSpans = (line: Line): ReplySpan[] =>
  (typeof line === 'string' ? [line] : line).map(part => (typeof part === 'string' ? { text: part } : part))

/** A reply that only the person who asked sees. */
export const ephemeralReply = (...lines: Line[]): Reply => ({
  visibility: 'ephemeral',
  lines: lines.map(toSpans),
})

/** A reply that the whole channel sees. */
export const publicReply = (...lines: Line[]): Reply => ({ visibility: 'public', lines: lines.map(toSpans) })
