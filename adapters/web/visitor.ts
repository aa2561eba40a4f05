import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import type { Rate } from '../../src/lib/allowance.ts'
import { createHoldBack, networkOf } from '../shared/http/hold-back.ts'

/** Addresses of this machine and of private networks, where reverse proxies are. */
const NEAR = /^(?:::ffff:)?(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)|^::1$|^f[cd]/i

/**
 * The network address that a request comes from, for limits. Behind a proxy nearby it is the one that the proxy added last; what
 * the client itself claims comes before that.
 */
export function visitorOf({ socket, headers }: IncomingMessage): string {
  const address = socket.remoteAddress ?? ''
  const last = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim()
  return networkOf(NEAR.test(address) && last && isIP(last) ? last : address)
}

/** `createHoldBack` by visitor: behind a proxy, all would otherwise share the allowance of its one address. */
export const createVisitorLimit = (
  perVisitor: Rate,
  now: () => number,
  wait?: (ms: number) => Promise<void>,
): ReturnType<typeof createHoldBack> => createHoldBack(perVisitor, now, wait, undefined, visitorOf)
