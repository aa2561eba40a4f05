/** A file that a person named can't be read; the message says why. */
export class FileError extends Error {
  override readonly name = 'FileError'
}
