import { BlockList, isIP } from 'node:net'

/**
 * Who can be reached at an IP address: anyone, only whoever is in this network, or none that a webhook may go to, such as the metadata
 * services of clouds.
 */
export type AddressKind = 'public' | 'private' | 'never'

type Range = readonly [network: string, prefix: number]

const rangesOf = (family: 'ipv4' | 'ipv6', ranges: readonly Range[]): BlockList => {
  const list = new BlockList()
  for (const [network, prefix] of ranges) list.addSubnet(network, prefix, family)
  return list
}

// Source: IANA's registries of special-purpose addresses (RFC 6890).
const PRIVATE_4 = rangesOf('ipv4', [
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  // Shared by the customers of one provider; private networks such as Tailscale's use it too.
  ['100.64.0.0', 10],
])
const NEVER_4 = rangesOf('ipv4', [
  ['0.0.0.0', 8],
  // The metadata services of most clouds are in the link-local range; Alibaba's and Oracle's aren't.
  ['169.254.0.0', 16],
  ['100.100.100.200', 32],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
])
const PUBLIC_6 = rangesOf('ipv6', [['2000::', 3]])
const PRIVATE_6 = rangesOf('ipv6', [
  ['::1', 128],
  ['fc00::', 7],
])
const NEVER_6 = rangesOf('ipv6', [
  // The metadata services of AWS and Google.
  ['fd00:ec2::254', 128],
  ['fd20:ce::254', 128],
  // Teredo, 6to4 and other ways to write an IPv4 address, and documentation. NAT64 and mapped ones are outside of 2000::/3.
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
])

function kindOf4(address: string): AddressKind {
  if (NEVER_4.check(address, 'ipv4')) return 'never'
  return PRIVATE_4.check(address, 'ipv4') ? 'private' : 'public'
}

function kindOf6(address: string): AddressKind {
  if (NEVER_6.check(address, 'ipv6')) return 'never'
  if (PRIVATE_6.check(address, 'ipv6')) return 'private'
  return PUBLIC_6.check(address, 'ipv6') ? 'public' : 'never'
}

/** The kind of an IP address. For anything else, connections aren't allowed. */
export function kindOf(address: string): AddressKind {
  const plain = address.replace(/%.*$/, '')
  const family = isIP(plain)
  if (family === 0) return 'never'
  return family === 4 ? kindOf4(plain) : kindOf6(plain)
}

/** The kind of a URL's host as far as it can be known without looking its name up; undefined for other names. */
export function kindOfHost(hostname: string): AddressKind | undefined {
  const host = hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0) return kindOf(host)
  return /(^|\.)localhost\.?$/i.test(host) ? 'private' : undefined
}
