import type { webApi } from '@slack/bolt'
import type { Publisher } from '../../src/ports/publisher.ts'
import { fetchIdentity } from './identity.ts'
import { renderReply, type Where } from './render-reply.ts'

/** Tells a person something in the app's own conversation with them: a person's id stands for it. */
export const createTell =
  ({
    client,
    where,
  }: {
    client: webApi.WebClient
    where: () => Where
  }): NonNullable<Publisher['sendDirectMessage']> =>
  async (_, personId, notice) => {
    await client.apiCall('chat.postMessage', { channel: personId, ...renderReply(notice, where()) })
  }

/** Whether Slack takes the bot's token, with the scopes that we need. */
export const createWorks =
  (client: webApi.WebClient): NonNullable<Publisher['checkToken']> =>
  () =>
    fetchIdentity(client).then(
      () => true,
      () => false,
    )
