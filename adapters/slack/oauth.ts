import { z } from 'zod'
import type { Log } from '../../src/ports/log.ts'
import { RefusedError } from '../../src/ports/refused-error.ts'
import { clientOptions } from './clients.ts'
import { codeOf } from './errors.ts'
import type { Secrets } from './installation-record.ts'
import { webApi } from './sdk.ts'

/** The app's own credentials, and where Slack sends people back to. */
export interface OAuthOptions {
  clientId: string
  clientSecret: string
  stateSecret: string
}

const named = z.looseObject({ id: z.string(), name: z.string().default('') })

const tokens = {
  access_token: z.string(),
  refresh_token: z.string().optional(),
  expires_in: z.number().optional(),
}

const accessSchema = z.looseObject({
  ...tokens,
  scope: z.string().default(''),
  bot_user_id: z.string(),
  app_id: z.string().default(''),
  team: named.nullish(),
  enterprise: named.nullish(),
  is_enterprise_install: z.boolean().default(false),
})

/** What Slack gave somebody's consent for. */
export interface Granted {
  /** The workspace's id, or for an org-wide installation the organisation's. */
  id: string
  name: string
  isOrganization: boolean
  appId: string
  botUserId: string
  scopes: string[]
  secrets: Secrets
}

/** Slack no longer takes what the app identifies itself with, or a refresh token: only a person can help. */
const LASTING: readonly string[] = [
  'invalid_refresh_token',
  'invalid_grant',
  'invalid_client_id',
  'bad_client_secret',
  'token_revoked',
  'invalid_auth',
  'account_inactive',
  'token_rotation_not_enabled',
  'team_access_not_granted',
]

/** Whether trying again is pointless. */
export const isLasting = (error: unknown): boolean => LASTING.includes(codeOf(error) ?? '')

/** Slack's OAuth. Its errors are those of the Web API. */
export function createOAuth(
  { clientId: client_id, clientSecret: client_secret }: OAuthOptions,
  { apiUrl, log, now }: { apiUrl: string; log: Log; now: () => number },
) {
  const client = new webApi.WebClient(undefined, clientOptions(apiUrl, log))
  const credentials = { client_id, client_secret }
  const secretsOf = (answer: z.infer<z.ZodObject<typeof tokens>>): Secrets => ({
    botToken: answer.access_token,
    refreshToken: answer.refresh_token,
    expiresAt: answer.expires_in === undefined ? undefined : now() + answer.expires_in * 1000,
  })

  return {
    /** Slack's page that asks for consent. */
    consentUrl({
      scopes,
      redirectUri,
      state,
    }: {
      scopes: readonly string[]
      redirectUri: string
      state: string
    }) {
      const url = new URL('../oauth/v2/authorize', apiUrl)
      url.search = String(
        new URLSearchParams({ client_id, scope: scopes.join(','), redirect_uri: redirectUri, state }),
      )
      return url.href
    },
    /** Where a person gets from a page back to Slack. */
    slackUrl({ appId, id }: Pick<Granted, 'appId' | 'id'>): string {
      const url = new URL('../app_redirect', apiUrl)
      url.search = String(new URLSearchParams({ app: appId, team: id }))
      return url.href
    },
    async exchange(code: string, redirectUri: string): Promise<Granted> {
      const given = await client.oauth.v2.access({ ...credentials, code, redirect_uri: redirectUri })
      const answer = accessSchema.parse(given)
      const isOrganization = answer.is_enterprise_install
      const owner = isOrganization ? answer.enterprise : answer.team
      if (!owner) throw new TypeError('Slack named no workspace')
      return {
        id: owner.id,
        name: owner.name,
        isOrganization,
        appId: answer.app_id,
        botUserId: answer.bot_user_id,
        scopes: answer.scope.split(',').filter(Boolean),
        secrets: secretsOf(answer),
      }
    },
    /** Spends a refresh token. */
    async refresh(refreshToken: string): Promise<Secrets> {
      const given = await client.oauth.v2.access({
        ...credentials,
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
      })
      return secretsOf(z.looseObject(tokens).parse(given))
    },
    /** Asks Slack about the credentials, with a code that can't be valid. @throws RefusedError if it doesn't know them */
    async check(): Promise<void> {
      const refused = await client.oauth.v2.access({ ...credentials, code: 'none' }).then(
        () => undefined,
        (error: unknown) => error,
      )
      const code = codeOf(refused)
      if (code === 'invalid_client_id' || code === 'bad_client_secret') {
        const variable = code === 'invalid_client_id' ? 'SLACK_CLIENT_ID' : 'SLACK_CLIENT_SECRET'
        throw new RefusedError(
          `Slack refused ${variable} (${code}). Copy it again from Basic Information of your app at api.slack.com/apps.`,
        )
      }
      if (refused !== undefined && code === undefined) throw refused
    },
  }
}
export type OAuth = ReturnType<typeof createOAuth>
