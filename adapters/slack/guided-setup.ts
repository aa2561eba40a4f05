import type { GuidedSetup, SetupToken } from '../../src/ports/guided-setup.ts'
import type { Log } from '../../src/ports/log.ts'
import { RefusedError } from '../../src/ports/refused-error.ts'
import { clientOptions, setUserAgent } from './clients.ts'
import { reasonOf, toRefusedError } from './errors.ts'
import { fetchIdentity } from './identity.ts'
import { manifestFor } from './manifest.ts'
import { createPublish } from './publisher.ts'
import { webApi } from './sdk.ts'

const APPS = 'https://api.slack.com/apps'
const POST_TIMEOUT_MS = 15_000

/** What the SDK would log is in the errors. */
const silent: Log = { debug() {}, info() {}, warn() {}, error() {} }

/** What a query may hold as it is (RFC 3986). Terminals take no link of more than some 2,000 bytes. */
const UNESCAPED: readonly string[] = [',', ':', '/']

const inQuery = (text: string): string =>
  UNESCAPED.reduce(
    (escaped, character) => escaped.replaceAll(encodeURIComponent(character), character),
    encodeURIComponent(text),
  )

/** The page that makes the app, with the manifest filled in. */
const newAppUrl = (): string => `${APPS}?new_app=1&manifest_json=${inQuery(JSON.stringify(manifestFor()))}`

/** The app that an app-level token belongs to: `xapp-1-A0123456789-…`. */
const appOf = (appToken = ''): string | undefined => /^xapp-\d+-(A[\dA-Z]{5,})-/.exec(appToken)?.[1]

/** A channel's link, as *Copy link* gives it, or its id; with its team where it was copied from our own lists or a browser. */
const CHANNEL_FORMS = [
  /^slack:(?<team>T\w+)\/(?<channel>[CGD]\w+)$/,
  /^https:\/\/app\.slack\.com\/client\/(?<team>T\w+)\/(?<channel>[CGD]\w+)/,
  /^https:\/\/[\w.-]+\.slack\.com\/archives\/(?<channel>[CGD]\w+)/,
  /^(?<channel>[CG][\dA-Z]{6,})$/,
]

/** Asks, and says what the tokens' checks at a start would say. */
async function ask<Answer>(variable: 'SLACK_APP_TOKEN' | 'SLACK_BOT_TOKEN', call: () => Promise<Answer>) {
  try {
    return await call()
  } catch (error) {
    if (error instanceof RefusedError) throw error
    throw toRefusedError(error, variable) ?? new Error(reasonOf(error), { cause: error })
  }
}

/** One workspace by Socket Mode. */
export function createGuidedSetup({ apiUrl, version }: { apiUrl: string; version: string }): GuidedSetup {
  setUserAgent(version)
  const clientWith = (token: string, timeoutMs?: number): webApi.WebClient =>
    new webApi.WebClient(token, clientOptions(apiUrl, silent, timeoutMs))

  const appToken: SetupToken = {
    variable: 'SLACK_APP_TOKEN',
    name: 'App-level token (xapp-…)',
    step: () => ({
      text: 'On the page that then opens (Basic Information), generate a token under App-Level Tokens; any name will do.',
      clicks: ['Generate Token and Scopes', 'Add Scope', 'connections:write', 'Generate'],
    }),
    async check(token) {
      await ask('SLACK_APP_TOKEN', () => clientWith(token).apps.connections.open({}))
      return { text: 'Slack accepts it and would open a socket.' }
    },
  }
  const botToken: SetupToken = {
    variable: 'SLACK_BOT_TOKEN',
    name: 'Bot User OAuth Token (xoxb-…)',
    step({ SLACK_APP_TOKEN }) {
      const app = appOf(SLACK_APP_TOKEN)
      return {
        text: 'Install the app into your workspace.',
        url: app ? `${APPS}/${app}/install-on-team` : undefined,
        clicks: [...(app ? [] : ['Install App']), 'Install to Workspace', 'Allow'],
      }
    },
    async check(token) {
      const { team, teamId } = await ask('SLACK_BOT_TOKEN', () => fetchIdentity(clientWith(token)))
      return { text: `Slack accepts it; the workspace is ${team || teamId}.`, workspace: teamId }
    },
  }

  return {
    create: {
      text: 'Create the app. This link has everything filled in; choose your workspace.',
      url: newAppUrl(),
      clicks: ['Next', 'Create'],
    },
    tokens: [appToken, botToken],
    channelHint: 'its link (the menu of the channel, Copy, Copy link) or its id',
    channelOf(text, workspace) {
      for (const form of CHANNEL_FORMS) {
        const { team = workspace, channel } = form.exec(text)?.groups ?? {}
        if (team && channel) return `slack:${team}/${channel}`
      }
      return undefined
    },
    publish: ({ SLACK_BOT_TOKEN = '' }) =>
      createPublish({ client: clientWith(SLACK_BOT_TOKEN, POST_TIMEOUT_MS), timeoutMs: POST_TIMEOUT_MS }),
  }
}
