import type { webApi } from '@slack/bolt'
import type { Publisher } from '../../src/ports/publisher.ts'
import { NO_PREVIEWS } from './blocks.ts'
import { renderReply, type Workspace } from './render-reply.ts'

/** Sends a direct message: Slack accepts a user id as the channel. */
export const createSendDirectMessage =
  ({
    client,
    workspace,
  }: {
    client: webApi.WebClient
    workspace: Workspace
  }): NonNullable<Publisher['sendDirectMessage']> =>
  async (_, personId, notice) => {
    await client.apiCall('chat.postMessage', {
      channel: personId,
      ...renderReply(notice, workspace),
      ...NO_PREVIEWS,
    })
  }
