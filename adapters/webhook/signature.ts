import { createHash, createHmac, randomBytes } from 'node:crypto'

/** Standard Webhooks 1.0: how a request proves who sent it. */

const PREFIX = 'whsec_'
/** In bytes; the standard asks for 24 to 64. */
const SECRET_BYTES = 32

/** A new random secret, which begins with `whsec_`. */
export const newSecret = (): string => `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`

/** The id of a message by its key: the same for every attempt, so that receivers recognise a repeat. */
export const webhookIdOf = (key: string): string =>
  `msg_${createHash('sha256').update(key).digest('base64url').slice(0, 32)}`

/**
 * The headers that identify, date and sign a message.
 * @param message.at the time of this attempt, ms UTC: receivers refuse what was signed minutes ago
 * @param secrets each adds a signature; a receiver accepts the message by any of them
 */
export function signedHeaders(
  { id, at, body }: { id: string; at: number; body: string },
  secrets: readonly string[],
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const timestamp = String(Math.floor(at / 1000))
  const signatures = secrets.map(secret => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}
