/** A source failed to answer a request; the message says why, for a person. */
export class SourceError extends Error {
  override readonly name = 'SourceError'
  /** How long the source asked us to wait, ms. */
  readonly retryAfterMs: number | undefined
  /** Whether only the requested day fails, so that other days are worth a try. */
  readonly ofDay: boolean
  /** The address that gave no answer: for the log, not for people in a channel. */
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
