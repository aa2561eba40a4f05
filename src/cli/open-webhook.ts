import { openTarget, type Target } from '../../adapters/webhook/target.ts'
import { ConfigError } from '../../config/config-error.ts'
import type { ChannelId } from '../channels/channel-id.ts'
import { sealerOf } from '../composition/sealing.ts'
import { SealError, type Sealer } from '../lib/sealed.ts'
import type { Store } from '../ports/store.ts'
import type { Webhook } from '../ports/webhooks.ts'
import type { Work } from './with-store.ts'

const NO_KEY =
  'SECRET_KEY: is missing; it encrypts the addresses of webhooks. Make one with: openssl rand -base64 32'

/** @throws ConfigError if there is no key */
export function requireSealer({ env }: Pick<Work, 'env'>): Sealer {
  const sealer = sealerOf(env)
  if (!sealer) throw new ConfigError([NO_KEY])
  return sealer
}

/** @throws Error, in words for a person */
export async function findWebhook({ webhooks }: Store, id: ChannelId): Promise<Webhook> {
  const webhook = await webhooks.find(id)
  if (!webhook) throw new Error(`there is no ${id}; \`paper-round webhook list\` lists the webhooks`)
  return webhook
}

/** A webhook with what is secret about it. @throws ConfigError, and Error in words for a person */
export async function openWebhook(
  id: ChannelId,
  work: Pick<Work, 'env' | 'store'>,
): Promise<{ webhook: Webhook; target: Target; sealer: Sealer }> {
  const sealer = requireSealer(work)
  const webhook = await findWebhook(work.store, id)
  try {
    return { webhook, sealer, target: openTarget(sealer, id, webhook.secrets) }
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    throw new Error(`SECRET_KEY doesn’t open the address of ${id}; see paper-round doctor`, { cause: error })
  }
}
