/** The limits of RFC 5321, characters. */
const MAX_ADDRESS = 254
const MAX_LOCAL = 64
const MAX_DOMAIN = 253

/** Letters, digits and what RFC 5322 allows without quotation marks. Dots only between them. */
const LOCAL = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/
/** Checked before the domain is made ASCII: nothing that a URL parser would decode, or read as a port or a path. */
const TYPED_DOMAIN = /^[\p{L}\p{M}\p{N}-]+([.\u3002][\p{L}\p{M}\p{N}-]+)+$/u
const DOMAIN = /^([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+(?!\d+$)[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/

/** An e-mail address that mails can be sent to. */
export interface ParsedAddress {
  /** As typed, with the domain in ASCII and in small letters. */
  address: string
  domain: string
  /** Equal for addresses that are probably one mailbox: without case, dots and what follows a plus. Only for limits. */
  mailbox: string
}

export type AddressReading = ({ ok: true } & ParsedAddress) | { ok: false; problem: string }

const refuse = (problem: string): AddressReading => ({ ok: false, problem })

/**
 * Reads an address as a person typed it. Only the plain form `name@example.org`: neither names around it, nor comments, quotation marks or
 * several addresses, because what an address is must not depend on who reads it. `problem` is a sentence for the person who typed it.
 */
export function parseAddress(text: string): AddressReading {
  const typed = text.trim()
  if (typed === '') return refuse('Type an e-mail address, such as name@example.org.')
  if (typed.length > MAX_ADDRESS) {
    return refuse(`An e-mail address has at most ${MAX_ADDRESS} characters; this one has ${typed.length}.`)
  }
  const at = typed.lastIndexOf('@')
  const [local, typedDomain] = [typed.slice(0, Math.max(0, at)), typed.slice(at + 1)]
  if (at > 0 && /[^\0-\x7f]/.test(local)) {
    return refuse(
      'What is before the @ has letters that many mail servers don’t take, so mails might never arrive. Use an address with plain letters there; after the @, all letters work.',
    )
  }
  if (local.length > MAX_LOCAL || !LOCAL.test(local)) return refuse(notAnAddress)
  const domain = domainOf(typedDomain)
  if (domain === undefined) return refuse(notAnAddress)
  const address = `${local}@${domain}`
  if (address.length > MAX_ADDRESS) {
    return refuse(`An e-mail address has at most ${MAX_ADDRESS} characters; this one has ${address.length}.`)
  }
  const box = local.toLowerCase().replace(/\+.*$/, '').replaceAll('.', '')
  return { ok: true, address, domain, mailbox: `${box || local.toLowerCase()}@${domain}` }
}

const notAnAddress =
  'That isn’t an e-mail address. It should be one address such as name@example.org, with nothing else around it.'

function domainOf(typed: string): string | undefined {
  if (!TYPED_DOMAIN.test(typed)) return undefined
  const domain = URL.parse(`http://${typed}`)?.hostname ?? ''
  return domain.length <= MAX_DOMAIN && DOMAIN.test(domain) ? domain : undefined
}

/** A text in which no address can be read, for logs and reasons: mail servers repeat addresses in what they answer. */
export const withoutAddresses = (text: string): string =>
  text.replace(/[^\s<>"'(),:;[\]]+@[^\s<>"'(),:;[\]]+/g, '(address)')
