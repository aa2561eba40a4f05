import type { Channel } from '../channels/channel.ts'
import type { ChannelId } from '../channels/channel-id.ts'
import type { KeyedMutex } from '../lib/keyed-mutex.ts'
import type { Sealer } from '../lib/sealed.ts'
import type { Signer } from '../lib/signed-text.ts'
import type { RunCommand } from '../ports/chat.ts'
import type { EmailAddresses, EmailLinks } from '../ports/email-addresses.ts'
import type { Log } from '../ports/log.ts'
import type { Mailer, RenderConfirmation } from '../ports/mail.ts'
import type { Store } from '../ports/store.ts'
import type { Clock } from '../time/clock.ts'
import { createBounces, type ReportBounce } from './bounces.ts'
import { createConfirmationTokens } from './confirmation-tokens.ts'
import { type Confirmations, createConfirmations } from './confirmations.ts'
import { createForgetAddress } from './forget-address.ts'
import { type LinkPurpose, type ReadLink, readLink } from './links.ts'
import { createManageEmail, type ManageEmail } from './manage.ts'
import { createSignUps, type SignUpLimits, type SignUps } from './sign-ups.ts'

/** What e-mail needs from outside; undefined where no mail server is set up. */
export interface EmailParts {
  mailer: Mailer
  render: RenderConfirmation
  addresses: EmailAddresses
  links: EmailLinks
  signer: Signer
  sealer: Sealer
  publicUrl: () => string
  limits: SignUpLimits
  newId: () => string
}

/** Digests by e-mail: how addresses come, what their owners can do, and how they go. */
export interface Email {
  signUps: SignUps
  confirmations: Confirmations
  manage: ManageEmail
  links: EmailLinks
  addresses: EmailAddresses
  /** Reads the last part of the path of a link in a mail. */
  readLink(purpose: LinkPurpose, token: string): ReadLink
  reportBounce: ReportBounce
}

export function createEmail(
  deps: EmailParts & {
    store: Store
    run: RunCommand
    mutex: KeyedMutex
    newChannel: (id: ChannelId) => Channel
    clock: Clock
    log: Log
    wait: (ms: number, signal: AbortSignal) => Promise<void>
    random: () => number
  },
): Email {
  const { store, addresses, links, signer } = deps
  const { channels, keyValues, rateCounters, personalData } = store
  const tokens = createConfirmationTokens(deps)
  const forgetAddress = createForgetAddress({ ...deps, keyValues, personalData })
  const forget = async (channel: ChannelId): Promise<void> => void (await forgetAddress(channel))
  return {
    signUps: createSignUps({ ...deps, tokens, keyValues, counters: rateCounters }),
    confirmations: createConfirmations({ ...deps, tokens, channels, keyValues }),
    manage: createManageEmail({ ...deps, channels, forget }),
    links,
    addresses,
    readLink: (purpose, token) => readLink(signer, purpose, token),
    reportBounce: createBounces({ ...deps, channels, keyValues, forget }),
  }
}
