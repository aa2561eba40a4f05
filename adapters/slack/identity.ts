import type { webApi } from '@slack/bolt'
import { z } from 'zod'
import type { Chat } from '../../src/ports/chat.ts'
import { RefusedError } from '../../src/ports/refused-error.ts'
import { reasonOf, toRefusedError } from './errors.ts'

/** Scopes that nothing works without. */
export const REQUIRED_SCOPES: readonly string[] = ['commands', 'chat:write']

/** The bot in its workspace. */
export interface Identity {
  teamId: string
  team: string
  botUserId: string
  botId: string
  /** `https://team.slack.com/` */
  url?: string | undefined
  /** The scopes of the token, if Slack reports them. */
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
      teamId: answer.team_id,
      team: answer.team,
      url: answer.url,
      botUserId: answer.user_id,
      botId: answer.bot_id,
    },
    scopes: answer.response_metadata?.scopes,
  }))

/** Asks Slack whom the bot token belongs to. @throws RefusedError if Slack rejects the token or a scope is missing */
export async function fetchIdentity(client: webApi.WebClient): Promise<Identity> {
  const answer = await client.auth.test().catch(error => {
    throw toRefusedError(error, 'SLACK_BOT_TOKEN') ?? error
  })
  const { identity, scopes } = answerSchema.parse(answer)
  const missing = scopes ? REQUIRED_SCOPES.filter(scope => !scopes.includes(scope)) : []
  if (missing.length > 0) {
    throw new RefusedError(
      `SLACK_BOT_TOKEN is missing the scope ${missing.join(' and ')}. Add it under OAuth & Permissions of your app at api.slack.com/apps, and install the app again.`,
    )
  }
  return { ...identity, scopes }
}

const botSchema = answerSchema.in.pick({ bot_id: true, url: true })

/** What a new token of an installation doesn't come with: the bot's id, and the address of the workspace. */
export async function fetchBot(client: webApi.WebClient): Promise<Pick<Identity, 'botId' | 'url'>> {
  const { bot_id: botId, url } = botSchema.parse(await client.auth.test())
  return { botId, url }
}

/** Whether Slack accepts the bot's token and it has the required scopes. */
export const createCheckToken = (client: webApi.WebClient) => (): Promise<boolean> =>
  fetchIdentity(client).then(
    () => true,
    () => false,
  )

/**
 * Checks the tokens as `start` does, without opening a socket.
 * @param options.checkAccess checks those of workspaces
 * @param options.appClient a client with the app token, for Socket Mode
 */
export const createCheck =
  (options: {
    checkAccess: () => Promise<void>
    appClient: webApi.WebClient | undefined
  }): NonNullable<Chat['check']> =>
  async () => {
    try {
      await options.checkAccess()
      await options.appClient?.apps.connections.open({})
      return []
    } catch (error) {
      if (error instanceof RefusedError) throw error
      throw toRefusedError(error, 'SLACK_APP_TOKEN') ?? new Error(reasonOf(error), { cause: error })
    }
  }
