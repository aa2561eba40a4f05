import { createBoundedMap } from '../../src/lib/bounded-map.ts'
import { messageOf } from '../../src/lib/errors.ts'
import { SealError, type Sealer } from '../../src/lib/sealed.ts'
import type { Installation, Installations } from '../../src/ports/installations.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Dead, Retry } from '../../src/ports/publisher.ts'
import type { Identity } from './identity.ts'
import { identityIn, openSecrets, slackId } from './installation-record.ts'
import { type Addressee, addresseeOf } from './payload-check.ts'
import { type Opened, RenewalError, type RenewTokens } from './renew-tokens.ts'
import type { WorkspaceBot } from './workspace-bot.ts'
import type { Access, Workspaces } from './workspaces.ts'

/** Bots to keep ready; each has its client and what Slack said lately of people and channels. */
const MAX_BOTS = 1_000

/** Codes after which a token is gone for good. `invalid_auth` isn't one: Slack also answers so to an address that it doesn't allow. */
const GONE: readonly string[] = ['token_revoked', 'account_inactive']

const refused = (code: string, reason: string): Access => ({
  kind: 'refused',
  verdict: { kind: 'dead', scope: 'workspace', code, reason } satisfies Dead,
})

/**
 * The workspaces that installed the app. Each use looks at the stored installation first, so that what another process changed,
 * such as a renewed token or an uninstalled app, counts at once.
 */
export function createInstalledWorkspaces(deps: {
  installations: Installations
  sealer: Sealer
  tokens: RenewTokens
  /** A bot with a client of its own, which never gets another workspace's token. */
  createBot: (botToken: string, identity: Identity, onRefusal: (code: string) => void) => WorkspaceBot
  check: () => Promise<void>
  /** Suspends the channels whose ids begin with a scope. */
  accessLost: (scope: string, reason: string) => Promise<void>
  /** Where the app can be installed. */
  installUrl: string
  now: () => number
  log: Log
}) {
  const { installations, sealer, tokens, createBot, accessLost, installUrl, now, log } = deps
  const bots = createBoundedMap<string, Opened & { bot: WorkspaceBot }>(MAX_BOTS)
  let isStarted = false

  /** The installation whose tokens a workspace uses: its own, else that of its organisation. */
  async function holderFor(teamId: string): Promise<Installation | undefined> {
    const own = await installations.find(slackId(teamId))
    if (own?.secrets !== undefined || !own?.organization) return own
    return installations.find(own.organization)
  }

  function onRefusal({ installation, secrets }: Opened, code: string): void {
    const work = GONE.includes(code)
      ? forget(
          installation.id,
          `Slack no longer accepts the token of this workspace (${code})`,
          installation.revision,
        )
      : code === 'token_expired' && secrets.refreshToken !== undefined
        ? tokens.renewNow({ installation, secrets })
        : undefined
    work?.catch(error =>
      log.warn({ workspace: installation.id, error: messageOf(error) }, 'could not act on a refused token'),
    )
  }

  /** @throws SealError, RenewalError, StoreError */
  async function botFor(teamId: string, holder: Installation & { secrets: string }): Promise<WorkspaceBot> {
    const known = bots.get(teamId)
    const isCurrent = known?.installation.id === holder.id && known.installation.revision === holder.revision
    const opened = isCurrent
      ? known
      : { installation: holder, secrets: openSecrets(sealer, holder.id, holder.secrets) }
    const fresh = await tokens.fresh(opened)
    if (isCurrent && fresh.installation.revision === holder.revision) return known.bot
    const bot = createBot(fresh.secrets.botToken, identityIn(teamId, fresh.installation), code =>
      onRefusal(fresh, code),
    )
    bots.set(teamId, { ...fresh, bot })
    return bot
  }

  async function tryAccess(teamId: string): Promise<Access> {
    const holder = await holderFor(teamId)
    if (holder?.secrets === undefined) {
      return refused(
        'not_installed',
        `the app isn't installed in this workspace: install it at ${installUrl}`,
      )
    }
    return { kind: 'granted', bot: await botFor(teamId, { ...holder, secrets: holder.secrets }) }
  }

  async function access(teamId: string): Promise<Access> {
    try {
      return await tryAccess(teamId)
    } catch (error) {
      if (error instanceof SealError) {
        return refused('unreadable_token', 'the stored token of this workspace can’t be read with SECRET_KEY')
      }
      if (error instanceof RenewalError && error.lasting) {
        return refused('token_expired', `${error.message}: install the app again at ${installUrl}`)
      }
      const verdict: Retry = { kind: 'retry', reason: messageOf(error) }
      return { kind: 'refused', verdict }
    }
  }

  /** Notes that a workspace is one of an organisation that installed the app. */
  async function join(teamId: string, organizationId: string): Promise<void> {
    const id = slackId(teamId)
    const organization = slackId(organizationId)
    const [own, holder] = await Promise.all([installations.find(id), installations.find(organization)])
    if (holder?.secrets === undefined || own?.secrets !== undefined || own?.organization === organization)
      return
    await installations.save({ id, organization, details: '{}', installedAt: now() })
  }

  /** Whose message was clicked, if its bot isn't that of the workspace that the request names. */
  async function teamOfClicked({ teamId, clicked }: Addressee): Promise<string | undefined> {
    if (!clicked) return undefined
    const named = teamId === undefined ? undefined : await holderFor(teamId)
    if (named?.botId === clicked.botId) return undefined
    const owner = await installations.findByBot('slack', clicked.botId)
    if (!owner) return undefined
    const id = owner.id.slice('slack:'.length)
    return id.startsWith('E') ? clicked.teamId : id
  }

  /** Deletes the tokens at once, and suspends the channels. @param revision only if nothing has changed since */
  async function forget(id: Installation['id'], reason: string, revision?: number): Promise<void> {
    const hadTokens = await installations.remove(id, now(), revision)
    if (!hadTokens && revision !== undefined) return
    const members = await installations.ofOrganization(id)
    if (hadTokens) log.warn({ workspace: id, reason }, 'deleted the tokens of a workspace')
    for (const each of [id, ...members.map(member => member.id)]) {
      bots.delete(each.slice('slack:'.length))
      await accessLost(`${each}/`, reason)
    }
  }

  /** Ends a workspace's use of its organisation's access; its own installation, if it has one, stays. */
  async function leaveOrganization(id: Installation['id'], reason: string): Promise<void> {
    const own = await installations.find(id)
    if (!own?.organization || own.secrets !== undefined) return
    await installations.save({ ...own, organization: undefined })
    bots.delete(id.slice('slack:'.length))
    await accessLost(`${id}/`, reason)
  }

  return {
    strangers: 'a request of a workspace that has not installed the app',
    async start() {
      isStarted = true
      return undefined
    },
    isReady: () => isStarted,
    check: deps.check,
    access,
    async ofRequest(body: object) {
      const addressee = addresseeOf(body)
      const teamId = (await teamOfClicked(addressee)) ?? addressee.teamId
      if (teamId === undefined) return undefined
      if (addressee.organizationId) await join(teamId, addressee.organizationId)
      const found = await access(teamId)
      return found.kind === 'granted' ? found.bot : undefined
    },
    async checkToken(scope = '') {
      const teamId = /^slack:([^/]+)\/$/.exec(scope)?.[1]
      if (teamId === undefined) return true
      const found = await access(teamId)
      return found.kind === 'granted' && (await found.bot.checkToken())
    },
    forget,
    leaveOrganization,
  } satisfies Workspaces & { forget: typeof forget; leaveOrganization: typeof leaveOrganization }
}
