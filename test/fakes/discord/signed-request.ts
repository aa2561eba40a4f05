import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

/** The keys of an application's interactions: the public one as the developer portal shows it. */
export interface Keys {
  publicKey: string
  privateKey: KeyObject
}

export function createKeys(): Keys {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const { x = '' } = publicKey.export({ format: 'jwk' })
  return { publicKey: Buffer.from(x, 'base64url').toString('hex'), privateKey }
}

/** The headers of a body's signature. @param at when it is signed, ms UTC */
export function signatureOf(body: string, { privateKey }: Keys, at = Date.now()): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000))
  const signature = sign(null, Buffer.from(timestamp + body), privateKey).toString('hex')
  return { 'x-signature-ed25519': signature, 'x-signature-timestamp': timestamp }
}

/** Posts a body to the bot as Discord does, see docs.discord.com/developers/interactions/overview. */
export const postSigned = (url: string, body: string, keys: Keys, at?: number): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Discord-Interactions/1.0 (+https://discord.com)',
      ...signatureOf(body, keys, at),
    },
  })
