import { type AddressKind, kindOfHost } from './address-kind.ts'

/** Where webhooks may go. */
export interface Reachable {
  /** Also to private and loopback addresses, there without TLS too. */
  privateAddresses: boolean
}

/** An address that a webhook may not go to. Nothing was sent there. */
export class AddressRefusedError extends Error {
  override readonly name = 'AddressRefusedError'
}

const PRIVATE =
  'is a private address, or its name leads to one. To allow those, set WEBHOOK_PRIVATE=on and start again'
const NEVER = 'is an address that no webhook may go to, or its name leads to one'
const WITHOUT_TLS = 'is a public address and should begin with https://'

/** Why no connection may be made to an address of this kind; undefined where it may. */
export function refusalOf(
  kind: AddressKind,
  protocol: string,
  { privateAddresses }: Reachable,
): string | undefined {
  if (kind === 'never') return NEVER
  if (kind === 'private') return privateAddresses ? undefined : PRIVATE
  return protocol === 'https:' ? undefined : WITHOUT_TLS
}

export type ParsedAddress = { ok: true; url: URL } | { ok: false; problem: string }

const invalid = (problem: string): ParsedAddress => ({ ok: false, problem })

/** Control and formatting characters, unusual blanks, and halves of characters, which come with copied text. */
const UNSEEN = /[^\S ]|[\p{Cc}\p{Cf}\p{Cs}]/u

/**
 * A webhook's address as a person types it. Where its name leads is checked for each connection. A problem completes the sentence
 * "The address …", and doesn't repeat the address: it may hold a token.
 */
export function parseAddress(text: string, reachable: Reachable): ParsedAddress {
  const typed = text.trim()
  // The URL parser would encode them, or leave them out.
  if (UNSEEN.test(typed)) return invalid('has a character that can’t be seen. Type it anew')
  if (!/^https?:\/\/[^/]/i.test(typed)) return invalid('should begin with https://')
  const url = URL.parse(typed)
  if (!url) return invalid('has a host or a port that can’t be')
  if (url.username || url.password) return invalid('should hold no user name or password')
  if (url.protocol === 'http:' && !reachable.privateAddresses) return invalid('should begin with https://')
  const kind = kindOfHost(url.hostname)
  const problem = kind && refusalOf(kind, url.protocol, reachable)
  if (problem !== undefined) return invalid(problem)
  url.hash = ''
  return { ok: true, url }
}
