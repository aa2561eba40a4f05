import { z } from 'zod'
import type { ChannelId } from '../../src/channels/channel-id.ts'
import type { Sealer } from '../../src/lib/sealed.ts'
import { newSecret } from './signature.ts'

/** What is secret about a webhook. */
const targetSchema = z.object({
  /** Where it is posted to; it may hold a token. */
  url: z.string(),
  secret: z.string(),
  /** The previous secret, which also signs everything until this moment, ms UTC. */
  previous: z.object({ secret: z.string(), until: z.number() }).optional(),
})
export type Target = z.infer<typeof targetSchema>

export const sealTarget = (sealer: Sealer, id: ChannelId, target: Target): string =>
  sealer.seal(JSON.stringify(target), id)

/** @throws SealError if our keys don't open it */
export const openTarget = (sealer: Sealer, id: ChannelId, sealed: string): Target =>
  targetSchema.parse(JSON.parse(sealer.open(sealed, id)))

/** The secrets that a message is signed with now, the newest first. */
export const secretsAt = ({ secret, previous }: Target, now: number): string[] =>
  previous && now < previous.until ? [secret, previous.secret] : [secret]

/** How long the previous secret remains valid, so that there is time to store the new one at the receiver, ms. */
const OVERLAP_MS = 24 * 3_600_000

/** The same webhook with a new secret. */
export const withNewSecret = ({ url, secret }: Target, now: number): Target => ({
  url,
  secret: newSecret(),
  previous: { secret, until: now + OVERLAP_MS },
})
