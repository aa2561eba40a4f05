/** A platform refuses us for good until a person changes something; the message says what and how. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
}
