import type { RespondFn, webApi } from '@slack/bolt'
import type { Reply } from '../../src/commands/reply.ts'
import type { Log } from '../../src/ports.ts'
import { reasonOf } from './errors.ts'
import { renderReply } from './render-reply.ts'
import type { Asked } from './requests.ts'

/**
 * Answers a person through the request's response_url, which works even where the bot is no member. Where that is spent
 * or out of reach the person is told alone, whatever the audience, so that nothing stands in the channel twice.
 */
export function createAnswer({ client, log }: { client: webApi.WebClient; log: Log }) {
  return async (reply: Reply, { request, channelId, userId }: Asked, respond: RespondFn): Promise<void> => {
    const message = { ...renderReply(reply), unfurl_links: false, unfurl_media: false }
    const responseType = reply.audience === 'channel' ? 'in_channel' : 'ephemeral'
    try {
      await respond({ ...message, response_type: responseType, replace_original: false })
    } catch (error) {
      log.warn(
        { channel: request.channel, reason: reasonOf(error) },
        "could not answer by Slack's response_url",
      )
      const { text, blocks } = message
      await client.chat.postEphemeral({ channel: channelId, user: userId, text, blocks })
    }
  }
}
