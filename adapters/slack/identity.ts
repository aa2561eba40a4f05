import type { webApi } from '@slack/bolt'
import { z } from 'zod'
import { RefusedError } from '../../src/ports/refused-error.ts'
import { refusalOf } from './errors.ts'

/** Scopes without which nothing works. */
export const NEEDED_SCOPES: readonly string[] = ['commands', 'chat:write']

/** Who we are in a workspace. */
export interface Identity {
  teamId: string
  team: string
  botUserId: string
  botId: string
  /** `https://team.slack.com/` */
  url?: string | undefined
  /** What the token allows, where Slack says so. */
  scopes?: readonly string[] | undefined
}

const answerSchema = z
  .looseObject({
    team_id: z.string(),
    team: z.string().default(''),
    user_id: z.string(),
    bot_id: z.string().default(''),
    url: z
      .url({ protocol: /^https$/ })
      .optional()
      .catch(undefined),
    response_metadata: z.looseObject({ scopes: z.array(z.string()).optional() }).optional(),
  })
  .transform(answer => ({
    identity: {
      ...{ teamId: answer.team_id, team: answer.team, url: answer.url },
      ...{ botUserId: answer.user_id, botId: answer.bot_id },
    },
    scopes: answer.response_metadata?.scopes,
  }))

/** Asks Slack whose the bot token is. @throws RefusedError where Slack refuses it, or it lacks a scope */
export async function fetchIdentity(client: webApi.WebClient): Promise<Identity> {
  const answer = await client.auth.test().catch(error => {
    throw refusalOf(error, 'SLACK_BOT_TOKEN') ?? error
  })
  const { identity, scopes } = answerSchema.parse(answer)
  const missing = scopes ? NEEDED_SCOPES.filter(scope => !scopes.includes(scope)) : []
  if (missing.length > 0) {
    throw new RefusedError(
      `SLACK_BOT_TOKEN lacks the scope ${missing.join(' and ')}. Add it under OAuth & Permissions of your app at api.slack.com/apps, and install the app again.`,
    )
  }
  return { ...identity, scopes }
}
