import { z } from 'zod'
import { SealError, type Sealer } from '../lib/sealed.ts'
import type { Signer } from '../lib/signed-text.ts'
import type { Clock } from '../time/clock.ts'

/** How long a link that confirms is valid, ms. */
export const CONFIRM_MS = 48 * 3_600_000

const PURPOSE = 'email confirm'

const payloadSchema = z.tuple([z.string(), z.string(), z.number()])

/** What an address was asked, and when, ms UTC. */
export interface Asked {
  address: string
  topic: string
  askedAt: number
}

export type ReadToken = ({ ok: true } & Asked) | { ok: false; problem: 'forged' | 'expired' }

/** The last part of the path of links that confirm. It has all that was asked, so that nothing need be stored before the answer. */
export interface ConfirmationTokens {
  /** Nobody but us can read the address in it. */
  tokenFor(address: string, topic: string): string
  open(token: string): ReadToken
}

export function createConfirmationTokens(deps: {
  signer: Signer
  sealer: Sealer
  clock: Clock
}): ConfirmationTokens {
  const { signer, sealer, clock } = deps
  return {
    tokenFor(address, topic) {
      const sealed = sealer.seal(JSON.stringify([address, topic, clock.now()]), PURPOSE)
      return signer.sign(PURPOSE, sealed, clock.now() + CONFIRM_MS)
    },
    open(token) {
      const signed = signer.read(PURPOSE, token)
      if (!signed.ok) return signed
      try {
        const [address, topic, askedAt] = payloadSchema.parse(JSON.parse(sealer.open(signed.text, PURPOSE)))
        return { ok: true, address, topic, askedAt }
      } catch (error) {
        // Its key was taken out of SECRET_KEY since.
        if (error instanceof SealError) return { ok: false, problem: 'expired' }
        throw error
      }
    },
  }
}
