import { type Pause, pause as realPause } from '../../src/lib/retry.ts'
import type { Sealer } from '../../src/lib/sealed.ts'
import { createSharedWork } from '../../src/lib/shared-work.ts'
import type { Installation, Installations } from '../../src/ports/installations.ts'
import type { Log } from '../../src/ports/log.ts'
import { codeOf, reasonOf } from './errors.ts'
import { openSecrets, type Secrets, sealSecrets } from './installation-record.ts'
import { isLasting, type OAuth } from './oauth.ts'

/** Tokens are renewed when they are valid for less than this, ms. They last 12 hours. */
const RENEW_BEFORE_MS = 2 * 3_600_000
/** How long nobody else tries after one began to renew a token, ms; longer than Slack may take to answer. */
const CLAIM_MS = 60_000
/** How often and how long somebody waits for another who renews a token that has expired, ms. */
const LOOK_EVERY_MS = 250
const LOOKS = 8

/** An installation with its tokens. */
export interface Opened {
  installation: Installation
  secrets: Secrets
}

/** The token has expired and couldn't be renewed. `lasting`: only installing the app again helps. */
export class RenewalError extends Error {
  override readonly name = 'RenewalError'
  readonly lasting: boolean
  constructor(reason: string, lasting: boolean) {
    super(reason)
    this.lasting = lasting
  }
}

/**
 * Renews tokens that expire soon. A refresh token can be spent only once, so one of all processes does it, holding a claim in the
 * store; the others go on with the token that is still valid.
 */
export function createRenewTokens(deps: {
  installations: Installations
  sealer: Sealer
  oauth: Pick<OAuth, 'refresh'>
  now: () => number
  log: Log
  pause?: Pause | undefined
}) {
  const { installations, sealer, oauth, now, log, pause = realPause } = deps
  const renewing = createSharedWork<Opened>()

  const isValid = ({ expiresAt }: Secrets, forMs = 0): boolean =>
    expiresAt === undefined || expiresAt - now() > forMs

  async function reopen(id: Installation['id']): Promise<Opened | undefined> {
    const installation = await installations.find(id)
    if (installation?.secrets === undefined) return undefined
    return { installation, secrets: openSecrets(sealer, id, installation.secrets) }
  }

  /** Stores new tokens in place of those that they were got with. Whoever replaced these meanwhile, by installing again, wins. */
  async function store({ installation, secrets: spent }: Opened, secrets: Secrets): Promise<Opened> {
    const { id } = installation
    let current: Opened | undefined = { installation, secrets: spent }
    while (current && current.secrets.refreshToken === spent.refreshToken) {
      const { revision } = current.installation
      const isStored = await installations.replaceSecrets(id, revision, sealSecrets(sealer, id, secrets))
      current = await reopen(id)
      if (isStored) break
    }
    if (!current) throw new RenewalError('the app was uninstalled', false)
    return current
  }

  /** What is left when a token can't be renewed: as long as it is valid, it is used. */
  function useWhileValid(opened: Opened, reason: string, lasting: boolean): Opened {
    if (isValid(opened.secrets)) return opened
    throw new RenewalError(reason, lasting)
  }

  async function waitForOther({ installation: { id, revision } }: Opened): Promise<Opened> {
    for (let look = 0; look < LOOKS; look++) {
      await pause(LOOK_EVERY_MS)
      const current = await reopen(id)
      if (current && current.installation.revision !== revision) return current
    }
    throw new RenewalError('its token has expired, and is being renewed or could not be', false)
  }

  async function renew(opened: Opened): Promise<Opened> {
    const { installation, secrets } = opened
    const { id, revision } = installation
    if (secrets.refreshToken === undefined) return useWhileValid(opened, 'its token has expired', true)
    const isClaimed = await installations.claimRenewal(id, revision, now(), now() + CLAIM_MS)
    if (!isClaimed) return isValid(secrets) ? opened : waitForOther(opened)
    let renewed: Secrets
    try {
      renewed = await oauth.refresh(secrets.refreshToken)
    } catch (error) {
      // The claim stays for a while, so that nobody asks again at once.
      const lasting = isLasting(error)
      const advice = lasting ? 'the workspace has to install the app again' : 'trying again in a minute'
      log.error(
        { workspace: id, reason: reasonOf(error) },
        `could not renew the token of a workspace: ${advice}`,
      )
      return useWhileValid(
        opened,
        `its token could not be renewed (${codeOf(error) ?? reasonOf(error)})`,
        lasting,
      )
    }
    log.info({ workspace: id }, 'renewed the token of a workspace')
    return store(opened, renewed)
  }

  return {
    /** The tokens, renewed where that is time. @throws RenewalError where they have expired */
    async fresh(opened: Opened): Promise<Opened> {
      if (isValid(opened.secrets, RENEW_BEFORE_MS)) return opened
      const { id } = opened.installation
      return renewing.running(id) ?? renewing.start(id, () => renew(opened))
    },
    /** Renews tokens that Slack calls expired whatever the clock says. */
    renewNow: async (opened: Opened): Promise<Opened> => {
      const { id } = opened.installation
      return renewing.running(id) ?? renewing.start(id, () => renew(opened))
    },
  }
}
export type RenewTokens = ReturnType<typeof createRenewTokens>
