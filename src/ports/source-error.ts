/** A source could not give a list; the message says why in words for a person. */
export class SourceError extends Error {
  override readonly name = 'SourceError'
  /** How long the source asked us to stay away, ms. */
  readonly retryAfterMs: number | undefined
  /** Whether only the day asked for is at fault, so that another may be had. */
  readonly ofDay: boolean
  /** Where the source was asked, if it gave no answer there: for the log, not for people in a channel. */
  readonly where: string | undefined

  constructor(
    message: string,
    options: { retryAfterMs?: number | undefined; ofDay?: boolean; where?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.retryAfterMs = options.retryAfterMs
    this.ofDay = options.ofDay ?? false
    this.where = options.where
  }
}
