import type { webApi } from '@slack/bolt'
import { z } from 'zod'
import { type ChannelId, partsOf } from '../../src/channels/channel-id.ts'
import { createBoundedMap } from '../../src/lib/bounded-map.ts'
import type { Chat } from '../../src/ports/chat.ts'
import type { Log } from '../../src/ports/log.ts'
import { codeOf, reasonOf } from './errors.ts'
import { absent, absentAs, optionalText } from './fields.ts'
import type { People } from './people.ts'

/** How long what Slack says of a channel counts, ms, and of how many channels it is remembered. */
const REMEMBER_MS = 5 * 60_000
const MAX_REMEMBERED = 2_000
/** Members on a page, and how many pages are read. */
const PAGE_SIZE = 1_000
const MAX_PAGES = 20
/** How many channels are asked about at once. */
const AT_ONCE = 5

/** The scope of this kind of channel wasn't granted, or the bot isn't in the channel. */
const HIDDEN: readonly string[] = ['missing_scope', 'channel_not_found', 'not_in_channel', 'no_permission']

interface Known {
  isPublic: boolean
  /** Whose direct messages with the bot these are. */
  directOf?: string | undefined
}

const infoSchema = z.looseObject({
  channel: z.looseObject({
    is_private: absent(z.boolean()),
    is_im: absentAs(z.boolean(), false),
    is_mpim: absentAs(z.boolean(), false),
    user: optionalText,
  }),
})

const membersSchema = z.looseObject({
  members: z.array(z.string()),
  response_metadata: absent(z.looseObject({ next_cursor: optionalText })),
})

/**
 * Which channels a person may know of: public ones unless they are a guest, those that they are in, and their own direct
 * messages with the bot. What Slack doesn't tell, such as without the scopes `channels:read`, `groups:read` and `im:read`,
 * counts as hidden.
 */
export function createChannelVisibility(options: {
  client: webApi.WebClient
  people: People
  log: Log
  now: () => number
}) {
  const { client, people, log, now } = options
  const expiry = { afterMs: REMEMBER_MS, now }
  const known = createBoundedMap<string, Known>(MAX_REMEMBERED, expiry)
  const members = createBoundedMap<string, boolean>(MAX_REMEMBERED, expiry)
  const directs = createBoundedMap<string, string>(MAX_REMEMBERED)

  async function lookUp(channel: string): Promise<Known> {
    const stored = known.get(channel)
    if (stored) return stored
    const answer = infoSchema.parse(await client.apiCall('conversations.info', { channel }))
    const { is_private, is_im, is_mpim, user } = answer.channel
    const found: Known = {
      isPublic: is_private === false && !is_im && !is_mpim,
      directOf: is_im ? user : undefined,
    }
    known.set(channel, found)
    return found
  }

  async function readMembers(channel: string, userId: string): Promise<boolean> {
    let cursor: string | undefined
    for (let page = 0; page < MAX_PAGES; page++) {
      const answer = await client.apiCall('conversations.members', { channel, limit: PAGE_SIZE, cursor })
      const { members: found, response_metadata: more } = membersSchema.parse(answer)
      if (found.includes(userId)) return true
      cursor = more?.next_cursor || undefined
      if (!cursor) return false
    }
    return false
  }

  async function isMember(channel: string, userId: string): Promise<boolean> {
    const key = `${channel} ${userId}`
    const stored = members.get(key)
    if (stored !== undefined) return stored
    const found = await readMembers(channel, userId)
    members.set(key, found)
    return found
  }

  async function isVisible(channel: string, userId: string): Promise<boolean> {
    if (channel === userId || directs.get(userId) === channel) return true
    try {
      const { isPublic, directOf } = await lookUp(channel)
      if (directOf) return directOf === userId
      if (isPublic && (await people.roleOf(userId)) !== 'guest') return true
      return await isMember(channel, userId)
    } catch (error) {
      if (HIDDEN.includes(codeOf(error) ?? '')) {
        // Slack's answer for a channel that is hidden from us stays the same for a while.
        if (!known.has(channel)) known.set(channel, { isPublic: false })
        members.set(`${channel} ${userId}`, false)
      } else log.info({ channel, reason: reasonOf(error) }, 'could not ask Slack who may see a channel')
      return false
    }
  }

  const visibleChannels: NonNullable<Chat['visibleChannels']> = async (personId, channels) => {
    const visible: ChannelId[] = []
    for (let start = 0; start < channels.length; start += AT_ONCE) {
      const some = channels.slice(start, start + AT_ONCE)
      const answers = await Promise.all(some.map(id => isVisible(partsOf(id).place, personId)))
      visible.push(...some.filter((_, index) => answers[index]))
    }
    return visible
  }

  return {
    visibleChannels,
    /** Slack names a person's direct messages with the bot when they open its home page. */
    noteDirect(userId: string, channel: string): void {
      directs.set(userId, channel)
    },
  }
}
