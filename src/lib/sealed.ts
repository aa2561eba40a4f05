import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

/** Encrypts short texts, such as tokens, so that whoever has only the database can't use them. */
export interface Sealer {
  /** @param context what the text belongs to, such as a workspace: it can be opened only for the same */
  seal(text: string, context: string): string
  /** @throws SealError */
  open(sealed: string, context: string): string
  /** Whether it was sealed with the first key. */
  isCurrent(sealed: string): boolean
}

/** A sealed text can't be opened: its key isn't among ours, or it was changed, or sealed for something else. */
export class SealError extends Error {
  override readonly name = 'SealError'
  /** The id of the key that is missing; undefined where the key is there. */
  readonly missingKey: string | undefined

  constructor(message: string, missingKey?: string) {
    super(message)
    this.missingKey = missingKey
  }
}

const VERSION = 'v1'
const CIPHER = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16

interface Key {
  /** Enough of a hash to distinguish keys, and too little to guess one. */
  id: string
  bytes: Uint8Array
}

/** Other uses of the same secret derive keys of their own. */
const keyFrom = (secret: Uint8Array): Key => ({
  id: createHash('sha256').update('paper-round key id').update(secret).digest('hex').slice(0, 8),
  bytes: new Uint8Array(hkdfSync('sha256', secret, '', 'paper-round sealed texts', 32)),
})

/** The context is authenticated, so that a sealed text can't be used elsewhere. */
const associated = (keyId: string, context: string): Uint8Array =>
  Buffer.from([VERSION, keyId, context].join('\0'))

/** @param secrets 32 bytes each: the first seals, all of them open */
export function createSealer(secrets: readonly [Uint8Array, ...Uint8Array[]]): Sealer {
  const first = keyFrom(secrets[0])
  const keys = new Map([first, ...secrets.slice(1).map(keyFrom)].map(key => [key.id, key]))

  return {
    seal(text, context) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv(CIPHER, first.bytes, iv).setAAD(associated(first.id, context))
      const bytes = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return [VERSION, first.id, bytes.toString('base64url')].join('.')
    },
    open(sealed, context) {
      const [version, keyId = '', text = ''] = sealed.split('.')
      if (version !== VERSION) throw new SealError('not a sealed text')
      const key = keys.get(keyId)
      if (!key) throw new SealError(`sealed with another key (${keyId})`, keyId)
      const bytes = Buffer.from(text, 'base64url')
      const iv = bytes.subarray(0, IV_BYTES)
      try {
        const decipher = createDecipheriv(CIPHER, key.bytes, iv, { authTagLength: TAG_BYTES })
          .setAAD(associated(keyId, context))
          .setAuthTag(bytes.subarray(-TAG_BYTES))
        const plain = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES))
        return Buffer.concat([plain, decipher.final()]).toString('utf8')
      } catch {
        throw new SealError('changed, or sealed for something else')
      }
    },
    isCurrent: sealed => sealed.split('.')[1] === first.id,
  }
}
