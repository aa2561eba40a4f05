/** A file that a person named can't be read or written; the message says why. */
export class FileError extends Error {
  override readonly name = 'FileError'
}
