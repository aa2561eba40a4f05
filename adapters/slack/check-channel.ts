import type { webApi } from '@slack/bolt'
import { z } from 'zod'
import { partsOf } from '../../src/channels/channel-id.ts'
import type { Chat } from '../../src/ports/chat.ts'
import { CHANNEL_ERRORS } from './error-codes.ts'
import { codeOf, reasonOf } from './errors.ts'
import { absent, absentAs } from './fields.ts'

const infoSchema = z.looseObject({
  channel: z.looseObject({
    is_archived: absentAs(z.boolean(), false),
    is_member: absent(z.boolean()),
    is_im: absentAs(z.boolean(), false),
  }),
})

/** By what Slack says of the channel. What it doesn't say, such as without the scope `channels:read`, counts as fine. */
export const createCheckChannel =
  (client: webApi.WebClient, scopes: () => Promise<readonly string[]>): NonNullable<Chat['checkChannel']> =>
  async id => {
    const { place } = partsOf(id)
    // A person's direct messages.
    if (!/^[CG]/.test(place)) return undefined
    try {
      const answer = await client.apiCall('conversations.info', { channel: place })
      const { is_archived, is_member, is_im } = infoSchema.parse(answer).channel
      if (is_archived) return CHANNEL_ERRORS.is_archived
      const needsInvitation = is_member === false && !is_im && !(await scopes()).includes('chat:write.public')
      return needsInvitation ? CHANNEL_ERRORS.not_in_channel : undefined
    } catch (error) {
      const code = codeOf(error) ?? ''
      if (code === 'missing_scope') return undefined
      const reason = Object.hasOwn(CHANNEL_ERRORS, code) ? CHANNEL_ERRORS[code] : undefined
      if (reason) return reason
      throw new Error(reasonOf(error), { cause: error })
    }
  }
