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
