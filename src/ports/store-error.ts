/** What is wrong with a store's file, disk, server or permissions. */
export type StoreTrouble =
  | 'forbidden'
  | 'locked'
  | 'read-only'
  | 'failing'
  | 'damaged'
  | 'full'
  | 'unopened'
  | 'foreign'
  | 'unreachable'

/** The store can't be opened or used; the message tells whoever runs the bot why, and what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  /** Undefined where a row itself can't be read. */
  readonly trouble: StoreTrouble | undefined

  constructor(message: string, options: { cause?: unknown; trouble?: StoreTrouble } = {}) {
    super(message, { cause: options.cause })
    this.trouble = options.trouble
  }
}

/** A database was opened to look at it only, and is of an older version. The message says what the next start does. */
export class OlderSchemaError extends StoreError {}
