import type { Env } from './schema.ts'

/** Checks variables that depend on each other. @returns one line per problem, as in `parseEnv` */
export function combinationProblems(env: Env): string[] {
  const problems: string[] = []
  const oauth = (['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET'] as const).filter(
    name => env[name],
  )
  for (const name of oauth) {
    problems.push(
      `${name}: installing into many workspaces is planned but not built yet; leave it out and set SLACK_BOT_TOKEN`,
    )
  }
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
