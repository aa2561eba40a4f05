import { createPublicKey, verify } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** How old a signature may be, ms. Discord itself names no limit; a clock may be off by minutes. */
export const SIGNATURE_AGE_MS = 5 * 60_000

/** What Discord says in headers about a request's signature. */
export interface SignedHeaders {
  /** Seconds UTC, as text. */
  timestamp: string
  /** Hexadecimal. */
  signature: string
}

/** The headers of a signature; undefined if one is missing or malformed. */
export function signedHeadersOf({ headers }: IncomingMessage): SignedHeaders | undefined {
  const { 'x-signature-timestamp': timestamp, 'x-signature-ed25519': signature } = headers
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp)) return undefined
  if (typeof signature !== 'string' || !/^[\da-f]{128}$/i.test(signature)) return undefined
  return { timestamp, signature }
}

/** @param now ms UTC */
export const isFresh = ({ timestamp }: SignedHeaders, now: number): boolean =>
  Math.abs(now - Number(timestamp) * 1000) <= SIGNATURE_AGE_MS

/**
 * Checks Ed25519 signatures over a timestamp and the body that follows it.
 * @param publicKey 64 hexadecimal digits
 */
export function createVerify(publicKey: string): (signed: SignedHeaders, body: Buffer) => boolean {
  const x = Buffer.from(publicKey, 'hex').toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  return ({ timestamp, signature }, body) =>
    verify(null, Buffer.concat([Buffer.from(timestamp), body]), key, Buffer.from(signature, 'hex'))
}
