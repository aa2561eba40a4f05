import type { Action, Digest, Span } from '../digest/digest.ts'

/** Text of a reply may be emphasised, or stand as code; links come from Span. All of it is untrusted plain text. */
export interface ReplySpan extends Span {
  style?: 'bold' | 'muted' | 'code'
}

/** The neutral answer to a command. */
export interface Reply {
  /** Reading commands answer the asker alone; changing ones tell the channel. */
  audience: 'asker' | 'channel'
  /** Paragraphs, one line each. */
  lines: readonly (readonly ReplySpan[])[]
  /** Shown below the lines, always as one message, whatever its layout. */
  digest?: Digest | undefined
  actions?: readonly Action[] | undefined
}
