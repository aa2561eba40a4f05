/** Another process may be doing this work by now, so this one must not go on with it. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError'
}
