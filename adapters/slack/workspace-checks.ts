import type { webApi } from '@slack/bolt'
import type { Chat } from '../../src/ports/chat.ts'
import { createCheckChannel } from './check-channel.ts'
import { fetchIdentity } from './identity.ts'
import { SCOPES } from './manifest.ts'

/** What doctor asks about the one workspace of a bot token. */
export function createWorkspaceChecks(
  client: webApi.WebClient,
): Required<Pick<Chat, 'advise' | 'checkChannel'>> {
  const scopes = async (): Promise<readonly string[]> => (await fetchIdentity(client)).scopes ?? SCOPES
  return {
    async advise() {
      const granted = await scopes()
      const missing = SCOPES.filter(scope => !granted.includes(scope))
      if (missing.length === 0) return []
      return [
        `These scopes of the manifest aren’t granted: ${missing.join(', ')}. docs/slack.md says what each is for; add those that you want under OAuth & Permissions of your app at api.slack.com/apps, and install the app again.`,
      ]
    },
    checkChannel: createCheckChannel(client, scopes),
  }
}
