/** A platform refuses us for good until a person changes something; the message says what and how. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
}

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

/** What is wrong around a store. */
export type StoreTrouble =
  | 'forbidden'
  | 'locked'
  | 'read-only'
  | 'failing'
  | 'damaged'
  | 'full'
  | 'unopened'
  | 'foreign'

/** The store can't be opened or used; the message says why and what to do, to whoever runs the bot. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  /** Where the surroundings are at fault and not what is in the store. */
  readonly trouble: StoreTrouble | undefined

  constructor(message: string, options: { cause?: unknown; trouble?: StoreTrouble } = {}) {
    super(message, { cause: options.cause })
    this.trouble = options.trouble
  }
}

/** A file that a person named can't be read; the message says why. */
export class FileError extends Error {
  override readonly name = 'FileError'
}

/** Any thrown value in one line of text. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
