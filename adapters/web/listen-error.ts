import { messageOf } from '../../src/lib/errors.ts'

/** The web server can't listen on its address; the message says why and what to do. */
export class ListenError extends Error {
  override readonly name = 'ListenError'
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Explains Node's error for an address. */
export function listenError(error: unknown, host: string, port: number): ListenError {
  const code = codeOf(error)
  const unknownName = `The name ${host} leads to no address (${code}). Set HOST to 127.0.0.1, or to 0.0.0.0 for all addresses of this machine.`
  const messages: Record<string, string> = {
    EADDRINUSE: `Port ${port} on ${host} is in use (EADDRINUSE). Set PORT to a free one, or stop the other process.`,
    EACCES: `This user may not listen on port ${port} of ${host} (EACCES). Set PORT to one above 1023.`,
    EADDRNOTAVAIL: `${host} isn't an address of this machine (EADDRNOTAVAIL). Set HOST to 127.0.0.1, or to 0.0.0.0 for all its addresses.`,
    ENOTFOUND: unknownName,
    // No name server answers, or the name can't be resolved by any.
    EAI_AGAIN: unknownName,
    EINVAL: `${host} is an address of one network only (EINVAL). Set HOST to it with the name of its interface, such as ${host}%eth0, or to 0.0.0.0 for all addresses of this machine.`,
  }
  const message = messages[code] ?? `Can't listen on port ${port} of ${host}: ${messageOf(error)}.`
  return new ListenError(message, { cause: error })
}
