import { z } from 'zod'
import { httpUrl, readEnvironment, secret, tokenWith, withoutSlash } from '../../src/lib/environment.ts'
import { proxyOf } from '../../src/lib/proxy.ts'
import { code } from '../../src/messages/reply.ts'
import type { Platform } from '../../src/ports/platform.ts'

const OAUTH = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET'] as const

const environment = z.object({
  SLACK_BOT_TOKEN: tokenWith('xoxb-', 'the Bot User OAuth Token').optional(),
  SLACK_APP_TOKEN: tokenWith('xapp-', 'an app-level token').optional(),
  SLACK_SIGNING_SECRET: secret.optional(),
  SLACK_CLIENT_ID: secret.optional(),
  SLACK_CLIENT_SECRET: secret.optional(),
  SLACK_STATE_SECRET: secret.optional(),
  SLACK_API_URL: httpUrl.transform(url => `${withoutSlash(url)}/`).default('https://slack.com/api/'),
})

/** Variables that only make sense together. */
function combinationProblems(env: z.infer<typeof environment>): string[] {
  const oauth = OAUTH.filter(name => env[name])
  const problems = oauth.map(
    name =>
      `${name}: installing into many workspaces is planned but not built yet; leave it out and set SLACK_BOT_TOKEN`,
  )
  if (env.SLACK_BOT_TOKEN && !env.SLACK_APP_TOKEN && !env.SLACK_SIGNING_SECRET) {
    problems.push(
      'SLACK_APP_TOKEN: is missing beside SLACK_BOT_TOKEN; set it for Socket Mode (xapp-…, App-Level Tokens, scope connections:write), or SLACK_SIGNING_SECRET for HTTP mode',
    )
  }
  if (!env.SLACK_BOT_TOKEN && (env.SLACK_APP_TOKEN || env.SLACK_SIGNING_SECRET) && oauth.length === 0) {
    problems.push(
      'SLACK_BOT_TOKEN: is missing; it is the Bot User OAuth Token (xoxb-…) under OAuth & Permissions',
    )
  }
  return problems
}

/** Slack: one workspace, by Socket Mode or HTTP. */
export const slack: Platform = {
  name: 'slack',
  title: 'Slack',
  variables: Object.keys(environment.shape),
  configure(variables) {
    const read = readEnvironment(environment, variables)
    if (!read.ok) return { kind: 'invalid', problems: read.problems }
    const problems = combinationProblems(read.values)
    if (problems.length > 0) return { kind: 'invalid', problems }
    const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_API_URL } = read.values
    if (!botToken) return { kind: 'absent' }
    return {
      kind: 'ready',
      async load() {
        const { createSlack } = await import('./app.ts')
        return parts =>
          createSlack({
            ...parts,
            botToken,
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
  setupGuide: [
    { text: 'create an app at ' },
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
