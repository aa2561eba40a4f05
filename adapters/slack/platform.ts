import { z } from 'zod'
import {
  httpUrl,
  readEnvironment,
  secret,
  secretOtherThan,
  tokenWith,
  type Variables,
  withoutSlash,
} from '../../src/lib/environment.ts'
import { proxyOf } from '../../src/lib/proxy.ts'
import { code } from '../../src/messages/reply.ts'
import type { Platform } from '../../src/ports/platform.ts'
import { OTHER_TOKENS } from '../shared/other-tokens.ts'
import type { OAuthOptions } from './oauth.ts'

/** What installing into many workspaces takes, and where it is found. */
const OAUTH = {
  SLACK_CLIENT_ID: 'the Client ID under Basic Information of your app',
  SLACK_CLIENT_SECRET: 'the Client Secret under Basic Information of your app',
  SLACK_STATE_SECRET: 'any long text that nobody can guess, as openssl rand -base64 32 makes one',
} as const

const environment = z.object({
  SLACK_BOT_TOKEN: tokenWith('xoxb-', 'the Bot User OAuth Token').optional(),
  SLACK_APP_TOKEN: tokenWith('xapp-', 'an app-level token').optional(),
  SLACK_SIGNING_SECRET: secretOtherThan(
    OTHER_TOKENS,
    'the Signing Secret under Basic Information of your app',
  ).optional(),
  SLACK_CLIENT_ID: secret.optional(),
  SLACK_CLIENT_SECRET: secretOtherThan(OTHER_TOKENS, OAUTH.SLACK_CLIENT_SECRET).optional(),
  SLACK_STATE_SECRET: secret.min(16, 'should have at least 16 characters').optional(),
  SLACK_API_URL: httpUrl.transform(url => `${withoutSlash(url)}/`).default('https://slack.com/api/'),
})

type Values = z.infer<typeof environment>

function problemsOfOne(env: Values): string[] {
  if (env.SLACK_BOT_TOKEN && !env.SLACK_APP_TOKEN && !env.SLACK_SIGNING_SECRET) {
    return [
      'SLACK_APP_TOKEN: is missing beside SLACK_BOT_TOKEN; set it for Socket Mode (xapp-…, App-Level Tokens, scope connections:write), or SLACK_SIGNING_SECRET for HTTP mode',
    ]
  }
  if (!env.SLACK_BOT_TOKEN && (env.SLACK_APP_TOKEN || env.SLACK_SIGNING_SECRET)) {
    return [
      'SLACK_BOT_TOKEN: is missing; it is the Bot User OAuth Token (xoxb-…) under OAuth & Permissions; for many workspaces set SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_STATE_SECRET instead',
    ]
  }
  return []
}

/** Slack sends people, and their codes, only to https; a machine's own address is for trying out. */
const isFitForOAuth = (url: string): boolean =>
  /^https:/i.test(url) || /^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?(\/|$)/i.test(url)

function problemsOfMany(env: Values, { SECRET_KEY, PUBLIC_URL }: Variables): string[] {
  const missing = (Object.keys(OAUTH) as (keyof typeof OAUTH)[]).filter(name => !env[name])
  const isPublic = PUBLIC_URL === undefined || isFitForOAuth(PUBLIC_URL)
  return [
    ...(env.SLACK_BOT_TOKEN
      ? [
          'SLACK_BOT_TOKEN: is for one workspace, and SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_STATE_SECRET are for many; leave out the one or the others',
        ]
      : []),
    ...missing.map(name => `${name}: is missing for installing into many workspaces; it is ${OAUTH[name]}`),
    ...(env.SLACK_APP_TOKEN || env.SLACK_SIGNING_SECRET
      ? []
      : [
          'SLACK_SIGNING_SECRET: is missing for HTTP mode; it is under Basic Information of your app; or set SLACK_APP_TOKEN for Socket Mode',
        ]),
    ...(SECRET_KEY
      ? []
      : [
          'SECRET_KEY: is missing; it encrypts the tokens of workspaces: 32 bytes in base64, as openssl rand -base64 32 makes them',
        ]),
    ...(PUBLIC_URL
      ? []
      : [
          'PUBLIC_URL: is missing; it is the address at which Slack and people reach this bot, such as https://papers.example.org',
        ]),
    ...(isPublic ? [] : ['PUBLIC_URL: should begin with https://, because Slack sends people nowhere else']),
  ]
}

/** The client's credentials, where the app is for many workspaces. */
function oauthOf(env: Values): OAuthOptions | undefined {
  const {
    SLACK_CLIENT_ID: clientId,
    SLACK_CLIENT_SECRET: clientSecret,
    SLACK_STATE_SECRET: stateSecret,
  } = env
  return clientId && clientSecret && stateSecret ? { clientId, clientSecret, stateSecret } : undefined
}

/** Variables that only make sense together. */
function combinationProblems(env: Values, variables: Variables): string[] {
  const isForMany = env.SLACK_CLIENT_ID || env.SLACK_CLIENT_SECRET || env.SLACK_STATE_SECRET
  return isForMany ? problemsOfMany(env, variables) : problemsOfOne(env)
}

/** Slack: one workspace or many, by Socket Mode or HTTP. */
export const slack: Platform = {
  name: 'slack',
  title: 'Slack',
  variables: Object.keys(environment.shape),
  configure(variables) {
    const read = readEnvironment(environment, variables)
    if (!read.ok) return { kind: 'invalid', problems: read.problems }
    const problems = combinationProblems(read.values, variables)
    if (problems.length > 0) return { kind: 'invalid', problems }
    const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_API_URL } = read.values
    const oauth = oauthOf(read.values)
    if (!botToken && !oauth) return { kind: 'absent' }
    return {
      kind: 'ready',
      async load() {
        const { createSlack } = await import('./app.ts')
        return parts =>
          createSlack({
            ...parts,
            botToken,
            oauth,
            appToken: SLACK_APP_TOKEN,
            signingSecret: SLACK_SIGNING_SECRET,
            apiUrl: SLACK_API_URL,
            proxy: proxyOf(variables),
          })
      },
    }
  },
  async renderDigest(digest, step) {
    const { renderDigest } = await import('./render-digest.ts')
    return renderDigest(digest, step)
  },
  async appManifest(url) {
    const { manifestFor } = await import('./manifest.ts')
    return manifestFor(url)
  },
  guided: {
    variables: ['SLACK_APP_TOKEN', 'SLACK_BOT_TOKEN'],
    async load(variables, parts) {
      const { createGuidedSetup } = await import('./guided-setup.ts')
      const { SLACK_API_URL: apiUrl } = environment.pick({ SLACK_API_URL: true }).parse(variables)
      return createGuidedSetup({ ...parts, apiUrl })
    },
  },
  setupGuide: [
    { text: 'run ' },
    code('npx paper-round init'),
    { text: ', which leads you through it; or create an app at ' },
    { text: 'api.slack.com/apps', url: 'https://api.slack.com/apps' },
    { text: ' (From a manifest: ' },
    code('adapters/slack/manifest.json'),
    { text: ') and install it; put ' },
    code('SLACK_BOT_TOKEN'),
    { text: ' and ' },
    code('SLACK_APP_TOKEN'),
    { text: ' into ' },
    code('.env'),
    { text: ', and start again.' },
  ],
  tokenAdvice:
    'Check the network; else set SLACK_BOT_TOKEN anew, with all that the README names, and start again.',
}
