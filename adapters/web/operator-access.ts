import { createHmac, randomBytes } from 'node:crypto'
import { createSigner, isSameSecret } from '../../src/lib/signed-text.ts'
import { isLoopback } from '../shared/loopback.ts'

/** How long a sign-in lasts, ms. */
const SESSION_MS = 12 * 3_600_000
/** How long a sign-in form is valid, ms. */
const FORM_MS = 3_600_000

/** What a proxy adds to requests. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']

/** Whether a proxy passed a request on. */
export const wasForwarded = (header: (name: string) => string | undefined): boolean =>
  FORWARDED.some(name => header(name) !== undefined)

/** The host that a request names, without its port. */
const hostOf = (header: string | undefined): string => URL.parse(`http://${header ?? ''}`)?.hostname ?? ''

/** What of a request decides who may see the operator's page. */
export interface Visit {
  /** Its `Host`. */
  host: string | undefined
  /** Whether a proxy passed it on. */
  isForwarded: boolean
  session: string | undefined
}

/** Lets in whoever runs the bot. */
export interface OperatorAccess {
  /**
   * `open`: nobody else can reach it. `closed`: others could, and there is no token to ask for. Else by the session's cookie.
   */
  check(visit: Visit): 'open' | 'signed in' | 'sign in' | 'closed'
  isToken(text: string): boolean
  /** A new session, if this is the token. */
  signIn(token: string): string | undefined
  /** A secret for a form; the browser also keeps its key in a cookie, which no other site can set. */
  formSecret(key: string): string
  isFormSecret(secret: string, key: string | undefined): boolean
  newKey(): string
}

/**
 * @param options.token as `WEB_TOKEN` has it
 * @param options.isLocal whether only this machine can reach the server, as far as the settings tell
 * @param options.now ms UTC
 */
export function createOperatorAccess(options: {
  token: string | undefined
  isLocal: () => boolean
  now: () => number
}): OperatorAccess {
  const { token, isLocal, now } = options
  // Sessions depend on the token, so that they survive a restart, hold on each replica, and end with the token.
  const key =
    token === undefined ? randomBytes(32) : createHmac('sha256', 'Paper Round').update(token).digest()

  const signer = createSigner([key], now)
  const isValid = (purpose: string, issued: string, text: string): boolean => {
    const read = signer.read(purpose, issued)
    return read.ok && read.text === text
  }

  const isToken = (text: string): boolean => token !== undefined && isSameSecret(text, token)

  return {
    check({ host, isForwarded, session }) {
      if (token !== undefined)
        return session && isValid('session', session, 'operator') ? 'signed in' : 'sign in'
      // A page elsewhere could point a name of its own at this machine; its requests name that.
      return isLocal() && !isForwarded && isLoopback(hostOf(host)) ? 'open' : 'closed'
    },
    isToken,
    signIn: typed => (isToken(typed) ? signer.sign('session', 'operator', now() + SESSION_MS) : undefined),
    formSecret: key => signer.sign('form', key, now() + FORM_MS),
    isFormSecret: (secret, key) => key !== undefined && isValid('form', secret, key),
    newKey: () => randomBytes(16).toString('base64url'),
  }
}
