import dns from 'node:dns'
import type { LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import { kindOf } from './address-kind.ts'
import { AddressRefusedError, type Reachable, refusalOf } from './reachable.ts'

/** Finds all addresses of a name, as `dns.lookup` does. */
export type LookUp = typeof dns.lookup

/**
 * Connects only where webhooks may go. A name is looked up once for each connection, and the connection is made to the addresses that
 * were checked: a name that leads elsewhere a moment later makes no difference. One refused address refuses the name.
 * Nothing is looked up for a host that is an IP address: `parseAddress` has checked those.
 */
export function createCheckedConnect(
  reachable: Reachable,
  { timeoutMs, lookUp = dns.lookup }: { timeoutMs: number; lookUp?: LookUp | undefined },
): buildConnector.connector {
  const checkedLookUp =
    (protocol: string): LookupFunction =>
    (hostname, options, callback) => {
      lookUp(hostname, { ...options, all: true }, (error, found) => {
        if (error) return callback(error, [])
        const refusal = found
          .map(({ address }) => refusalOf(kindOf(address), protocol, reachable))
          .find(reason => reason !== undefined)
        if (refusal !== undefined) return callback(new AddressRefusedError(refusal), [])
        const [first] = found
        if (options.all || !first) return callback(null, found)
        callback(null, first.address, first.family)
      })
    }

  return (options, callback) => {
    const lookup = checkedLookUp(options.protocol)
    buildConnector({ timeout: timeoutMs, allowH2: false, lookup })(options, callback)
  }
}
