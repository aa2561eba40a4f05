import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'
import { createAllowance, type Rate, takeFromAll } from '../../../src/lib/allowance.ts'
import { pause } from '../../../src/lib/retry.ts'

/** How long a request is usually held back at least, ms: with all 512 connections of the server, some 170 refusals a second. */
export const HOLD_BACK_MS = 3_000
/** The time between two that were held back, ms: hundreds that are refused in one go hold up everything else. */
const APART_MS = 5

/** An IPv6 address by its network: whoever has one has all of a /64. */
export function networkOf(address = ''): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address
  return new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.split(':').slice(0, 4).join(':')
}

/**
 * Counts requests per address, and holds those beyond its allowance back before they are refused: whoever is refused at once and asks
 * again at once would keep the process busy with refusing.
 * @param now ms of a monotonic clock
 * @param wait waits `ms` milliseconds
 * @param holdBackMs how long a request is held back at least, ms
 * @param addressOf whose allowance a request takes from; by default that of whoever has made the connection
 * @returns how long the address has to wait until it may ask again, ms; 0 is within its allowance
 */
export function createHoldBack(
  perAddress: Rate,
  now: () => number,
  wait: (ms: number) => Promise<void> = pause,
  holdBackMs = HOLD_BACK_MS,
  addressOf = ({ socket }: IncomingMessage): string => networkOf(socket.remoteAddress),
): (request: IncomingMessage) => Promise<number> {
  const allowance = createAllowance(perAddress, now)
  let last = 0
  return async request => {
    const waitMs = takeFromAll([[allowance, addressOf(request)]])
    if (waitMs > 0) {
      const heldAt = now()
      last = Math.max(heldAt + holdBackMs, last + APART_MS)
      await wait(last - heldAt)
    }
    return waitMs
  }
}
