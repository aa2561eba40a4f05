import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

type Key = string | Uint8Array

/** What a signed text says, or what is wrong with it. `forged`: it isn't ours, was changed, or was signed for another purpose. */
export type SignedText =
  | { ok: true; text: string; until: number }
  | { ok: false; problem: 'forged' | 'expired' }

/** Signs texts that leave the process and come back, such as those in links. They aren't encrypted. */
export interface Signer {
  /** @param until when it expires, ms UTC. @returns `text.until.signature` */
  sign(purpose: string, text: string, until: number): string
  /** @param purpose what it must have been signed for */
  read(purpose: string, signed: string): SignedText
}

/** Whether two texts are the same, in a time that depends neither on where they differ nor on their lengths. */
export function isSameSecret(a: string, b: string): boolean {
  const key = randomBytes(32)
  const digest = (text: string): Uint8Array => createHmac('sha256', key).update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

/**
 * @param keys the first signs, all of them are accepted
 * @param now ms UTC
 */
export function createSigner([first, ...others]: readonly [Key, ...Key[]], now: () => number): Signer {
  const signatureOf = (key: Key, purpose: string, content: string): string =>
    createHmac('sha256', key).update(`${purpose}\0${content}`).digest('base64url')

  return {
    sign(purpose, text, until) {
      const content = `${text}.${until}`
      return `${content}.${signatureOf(first, purpose, content)}`
    },
    read(purpose, signed) {
      const end = signed.lastIndexOf('.')
      const [content, signature] = [signed.slice(0, Math.max(0, end)), signed.slice(end + 1)]
      const isOurs = [first, ...others]
        .map(key => isSameSecret(signature, signatureOf(key, purpose, content)))
        .includes(true)
      if (!isOurs) return { ok: false, problem: 'forged' }
      const at = content.lastIndexOf('.')
      const until = Number(content.slice(at + 1))
      return until > now()
        ? { ok: true, text: content.slice(0, at), until }
        : { ok: false, problem: 'expired' }
    },
  }
}
