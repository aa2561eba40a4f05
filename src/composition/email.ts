import { randomBytes } from 'node:crypto'
import { renderConfirmation } from '../../adapters/email/confirmation-mail.ts'
import { EMAIL_SIGN_UPS } from '../../config/defaults.ts'
import type { Env } from '../../config/schema.ts'
import { createEmailAddresses } from '../email/addresses.ts'
import type { EmailParts } from '../email/email.ts'
import { createEmailLinks, LINK_KEYS } from '../email/links.ts'
import { createSigner } from '../lib/signed-text.ts'
import type { Mailer } from '../ports/mail.ts'
import type { Store } from '../ports/store.ts'
import type { People } from '../privacy/people-keys.ts'
import { openStoredKeys } from '../privacy/stored-keys.ts'
import type { Clock } from '../time/clock.ts'
import { sealerOf } from './sealing.ts'

/** Undefined where no mail server is set up, or there are no pages for the links in mails. @param publicUrl what links begin with */
export async function emailWith(
  env: Env,
  parts: {
    mailer: Mailer | undefined
    store: Store
    people: People
    clock: Clock
    publicUrl: () => string
  },
): Promise<EmailParts | undefined> {
  const { mailer, store, people, clock, publicUrl } = parts
  const sealer = sealerOf(env)
  if (!mailer || !sealer || env.WEB === 'off') return undefined
  const { keys } = await openStoredKeys(store.keyValues, LINK_KEYS, sealer)
  const signer = createSigner(keys, clock.now)
  const newId = (): string => randomBytes(12).toString('base64url')
  return {
    mailer,
    render: renderConfirmation,
    addresses: createEmailAddresses({ rows: store.emailAddresses, sealer, people, newId }),
    links: createEmailLinks({ signer, publicUrl, now: clock.now }),
    signer,
    sealer,
    publicUrl,
    limits: EMAIL_SIGN_UPS,
    newId,
  }
}
