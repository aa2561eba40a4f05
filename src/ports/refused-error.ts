/** A platform rejects the bot until a person changes something, such as a wrong token; the message says what and how. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
}
