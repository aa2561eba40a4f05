import type { webApi } from '@slack/bolt'
import type { AccessRestored } from '../../src/ports/chat.ts'
import type { KeyValueStore } from '../../src/ports/key-value-store.ts'
import { isNewToken } from '../shared/new-token.ts'
import { createCheckToken, fetchIdentity, type Identity } from './identity.ts'
import { isForWorkspace } from './payload-check.ts'
import { NOT_CONNECTED } from './publisher.ts'
import type { WorkspaceBot } from './workspace-bot.ts'
import type { Access, Workspaces } from './workspaces.ts'

/** The one workspace of the bot token from the environment. Slack says at the start which one that is. */
export function createSingleWorkspace(deps: {
  client: webApi.WebClient
  botToken: string
  keyValues: KeyValueStore
  createBot: (client: webApi.WebClient, identity: Identity) => WorkspaceBot
  accessRestored: AccessRestored
  /** Asks until there is an answer; undefined after a stop. */
  retry: (attempt: () => Promise<Identity>) => Promise<Identity | undefined>
}): Workspaces {
  const { client, botToken, keyValues } = deps
  let bot: WorkspaceBot | undefined

  async function reportNewToken({ teamId }: Identity): Promise<void> {
    if (await isNewToken(keyValues, `slack ${teamId}`, botToken))
      await deps.accessRestored(`slack:${teamId}/`)
  }

  return {
    strangers: "a request of another workspace than the token's",
    async start() {
      const identity = await deps.retry(() => fetchIdentity(client))
      if (!identity) return undefined
      bot = deps.createBot(client, identity)
      await reportNewToken(identity)
      return identity.team
    },
    isReady: () => bot !== undefined,
    ofRequest: async body => (bot && isForWorkspace(body, bot.identity) ? bot : undefined),
    async access(teamId): Promise<Access> {
      if (!bot) return { kind: 'refused', verdict: { kind: 'retry', reason: NOT_CONNECTED } }
      if (bot.identity.teamId === teamId) return { kind: 'granted', bot }
      const reason = "the channel is in another workspace than the bot's token"
      return {
        kind: 'refused',
        verdict: { kind: 'dead', scope: 'channel', code: 'other_workspace', reason },
      }
    },
    checkToken: createCheckToken(client),
    check: async () => void (await fetchIdentity(client)),
  }
}
