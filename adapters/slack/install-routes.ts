import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Sealer } from '../../src/lib/sealed.ts'
import type { Installations } from '../../src/ports/installations.ts'
import type { Log } from '../../src/ports/log.ts'
import { createHoldBack } from '../shared/http/hold-back.ts'
import { clientOptions } from './clients.ts'
import { reasonOf } from './errors.ts'
import { fetchBot, REQUIRED_SCOPES } from './identity.ts'
import { badStatePage, deniedPage, failedPage, type InstallPage, installedPage } from './install-pages.ts'
import { type createInstallStates, STATE_MS } from './install-state.ts'
import { sealSecrets, slackId, writeDetails } from './installation-record.ts'
import { REFUSALS_PER_ADDRESS } from './limits.ts'
import { SCOPES } from './manifest.ts'
import type { Granted, OAuth } from './oauth.ts'
import { webApi } from './sdk.ts'

export const INSTALL_PATH = '/slack/install'
const REDIRECT_PATH = '/slack/oauth_redirect'

const COOKIE = 'paper_round_install'

const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}

/** The value of our cookie; empty without one. */
function browserOf({ headers }: IncomingMessage): string {
  const pairs = (headers.cookie ?? '').split(';').map(pair => pair.trim().split('='))
  return pairs.find(([name]) => name === COOKIE)?.[1] ?? ''
}

/** Installing the app: our link leads to Slack's page for consent, and Slack back to us, with a code for the tokens. */
export function createInstallRoutes(deps: {
  oauth: OAuth
  states: ReturnType<typeof createInstallStates>
  installations: Installations
  sealer: Sealer
  apiUrl: string
  /** What the links begin with, without a slash at the end. */
  publicUrl: string
  /** Called with the scope of the channels that can be posted to again. */
  installed: (scope: string) => Promise<void>
  now: () => number
  log: Log
}): Readonly<Record<`GET /${string}`, RequestListener>> {
  const { oauth, states, installations, sealer, publicUrl, now, log } = deps
  const installUrl = `${publicUrl}${INSTALL_PATH}`
  const redirectUri = `${publicUrl}${REDIRECT_PATH}`
  const holdBack = createHoldBack(REFUSALS_PER_ADDRESS, () => performance.now())
  const { pathname, protocol } = new URL(installUrl)
  const place = `Path=${pathname.slice(0, -'/install'.length)}; HttpOnly; SameSite=Lax${protocol === 'https:' ? '; Secure' : ''}`
  const cookie = (value: string, seconds: number): string =>
    `${COOKIE}=${value}; Max-Age=${seconds}; ${place}`

  function begin(response: ServerResponse): void {
    const { state, browser } = states.begin()
    const location = oauth.consentUrl({ scopes: SCOPES, redirectUri, state })
    response.writeHead(302, { ...HEADERS, location, 'set-cookie': cookie(browser, STATE_MS / 1000) })
    response.end()
  }

  async function save({ id, name, isOrganization, botUserId, scopes, secrets }: Granted): Promise<void> {
    const client = new webApi.WebClient(secrets.botToken, clientOptions(deps.apiUrl, log))
    const { botId, url } = await fetchBot(client)
    await installations.save({
      id: slackId(id),
      botId,
      details: writeDetails({ team: name, url, botUserId, botId, scopes }),
      secrets: sealSecrets(sealer, slackId(id), secrets),
      installedAt: now(),
    })
    const members = isOrganization ? await installations.ofOrganization(slackId(id)) : []
    for (const each of [slackId(id), ...members.map(member => member.id)]) await deps.installed(`${each}/`)
    log.info({ workspace: slackId(id), team: name }, 'the app was installed')
  }

  async function finish(query: URLSearchParams, browser: string): Promise<InstallPage> {
    const problem = await states.use(query.get('state') ?? '', browser)
    if (problem) return badStatePage(problem, installUrl)
    const error = query.get('error')
    if (error === 'access_denied') return deniedPage(installUrl)
    if (error !== null) return failedPage(400, error.slice(0, 100), installUrl)
    try {
      const granted = await oauth.exchange(query.get('code') ?? '', redirectUri)
      const missing = REQUIRED_SCOPES.filter(scope => !granted.scopes.includes(scope))
      if (missing.length > 0)
        return failedPage(400, `without the permission ${missing.join(' and ')}`, installUrl)
      await save(granted)
      return installedPage(granted.name, oauth.slackUrl(granted), granted.isOrganization)
    } catch (error) {
      log.warn({ reason: reasonOf(error) }, 'an installation failed')
      return failedPage(502, reasonOf(error), installUrl)
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams
    const { status, html } = await finish(query, browserOf(request))
    if (status >= 400) await holdBack(request)
    response.writeHead(status, {
      ...HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'content-length': Buffer.byteLength(html),
      'set-cookie': cookie('', 0),
    })
    response.end(html)
  }

  return {
    [`GET ${INSTALL_PATH}`]: (_, response) => begin(response),
    // The router answers what this rejects with.
    [`GET ${REDIRECT_PATH}`]: (request, response) => answer(request, response),
  }
}
