import { randomUUID } from 'node:crypto'
import type { Workspace } from './workspace.ts'

type Arguments = Record<string, unknown>
const refuse = (error: string): Arguments => ({ ok: false, error })

/** A workspace that may install the app. */
export interface Tenant {
  teamId: string
  name: string
  botUserId: string
  botId: string
  /** Its organisation, for an org-wide installation. */
  enterpriseId?: string | undefined
  /** Its channels: a message with its token to any other is a mix-up. */
  channels: readonly string[]
}

export interface IssuedToken {
  tenant: Tenant
  /** How calls with it are refused. */
  error?: string | undefined
}

/** How a person answers Slack's page for consent. */
export interface Consent {
  decision?: 'allow' | 'deny'
  /** The scopes that they leave. */
  scopes?: readonly string[]
  /** For the whole organisation. */
  orgWide?: boolean
}

/** The app's credentials, for SLACK_CLIENT_ID and SLACK_CLIENT_SECRET. */
export const CLIENT = { id: '1790000000.1790000001', secret: 'made-up-client-secret' }

/** Slack's side of installing an app. */
export interface Tenants {
  /** All tokens that were issued. */
  tokens: ReadonlyMap<string, IssuedToken>
  /** Tokens last this long, s; for good at first. */
  rotation: number | undefined
  /** How often a refresh token was spent twice. */
  readonly spentTwice: number
  /** A person answers the page that the address leads to. @returns where Slack sends them back to */
  consent(address: string, tenant: Tenant, answer?: Consent): string
  /** From now on calls with the tenant's tokens are refused so; by default they are revoked. */
  revoke(tenant: Tenant, error?: string): void
  /** `oauth.v2.access` */
  access(args: Arguments): Arguments
}

export function createTenants(workspace: Workspace): Tenants {
  const tokens = new Map<string, IssuedToken>()
  const codes = new Map<
    string,
    { tenant: Tenant; redirectUri: string; scopes: readonly string[]; orgWide: boolean }
  >()
  const refreshTokens = new Map<string, Tenant>()
  const spent = new Set<string>()
  let spentTwice = 0

  function issued(tenant: Tenant): Arguments {
    const prefix = tenants.rotation === undefined ? '' : 'xoxe.'
    const token = `${prefix}xoxb-${tenant.teamId}-${randomUUID()}`
    tokens.set(token, { tenant })
    if (tenants.rotation === undefined) return { access_token: token }
    const refreshToken = `xoxe-1-${tenant.teamId}-${randomUUID()}`
    refreshTokens.set(refreshToken, tenant)
    return { access_token: token, refresh_token: refreshToken, expires_in: tenants.rotation }
  }

  function refresh(token: string): Arguments {
    const tenant = refreshTokens.get(token)
    if (!tenant) {
      if (spent.has(token)) spentTwice++
      return refuse('invalid_refresh_token')
    }
    refreshTokens.delete(token)
    spent.add(token)
    return { ok: true, token_type: 'bot', ...issued(tenant) }
  }

  function exchange(args: Arguments): Arguments {
    const granted = codes.get(String(args.code))
    if (!granted) return refuse('invalid_code')
    codes.delete(String(args.code))
    if (granted.redirectUri !== args.redirect_uri) return refuse('bad_redirect_uri')
    const { tenant, scopes, orgWide } = granted
    return {
      ok: true,
      ...issued(tenant),
      token_type: 'bot',
      scope: scopes.join(','),
      bot_user_id: tenant.botUserId,
      app_id: workspace.appId,
      team: orgWide ? null : { id: tenant.teamId, name: tenant.name },
      enterprise: tenant.enterpriseId ? { id: tenant.enterpriseId, name: `Org of ${tenant.name}` } : null,
      authed_user: { id: 'U0ADA0001' },
      is_enterprise_install: orgWide,
    }
  }

  const tenants: Tenants = {
    tokens,
    rotation: undefined,
    get spentTwice() {
      return spentTwice
    },
    consent(address, tenant, { decision = 'allow', scopes, orgWide = false } = {}) {
      const { pathname, searchParams: query } = new URL(address)
      if (pathname !== '/oauth/v2/authorize' || query.get('client_id') !== CLIENT.id) {
        throw new Error(`not a page of Slack for this app: ${address}`)
      }
      const back = new URL(query.get('redirect_uri') ?? '')
      back.searchParams.set('state', query.get('state') ?? '')
      if (decision === 'deny') {
        back.searchParams.set('error', 'access_denied')
        return back.href
      }
      const code = randomUUID()
      codes.set(code, {
        tenant,
        redirectUri: query.get('redirect_uri') ?? '',
        scopes: scopes ?? (query.get('scope') ?? '').split(','),
        orgWide,
      })
      back.searchParams.set('code', code)
      return back.href
    },
    revoke(tenant, error = 'token_revoked') {
      for (const issued of tokens.values()) if (issued.tenant === tenant) issued.error = error
    },
    access(args) {
      if (args.client_id !== CLIENT.id) return refuse('invalid_client_id')
      if (args.client_secret !== CLIENT.secret) return refuse('bad_client_secret')
      return args.grant_type === 'refresh_token' ? refresh(String(args.refresh_token)) : exchange(args)
    },
  }
  return tenants
}

/** A made-up workspace. @param number 0 to 999 */
export function tenantOf(number: number, more: Partial<Tenant> = {}): Tenant {
  const digits = String(number).padStart(3, '0')
  return {
    teamId: `T0TENANT${digits}`,
    name: `Tenant ${digits}`,
    botUserId: `U0BOT0${digits}`,
    botId: `B0BOT0${digits}`,
    channels: [`C0T${digits}C000`],
    ...more,
  }
}
