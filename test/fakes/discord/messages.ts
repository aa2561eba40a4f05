import { z } from 'zod'
import { createRecord, type Happened } from '../record.ts'
import type { FakeAnswer } from '../server.ts'
import { textIn } from './contents.ts'
import { apiError } from './faults.ts'
import { channelJson } from './payloads.ts'
import { DIRECT_CHANNEL, type FakeChannel, newId, PERSON, type World } from './world.ts'

/** A message that the bot posted to a channel or a thread. */
export interface Posted {
  id: string
  channelId: string
  components: unknown[]
  /** The contents of all its text displays, joined by newlines. */
  text: string
  /** The id of the message that it replies to. */
  replyTo?: string | undefined
  body: Record<string, unknown>
}

export interface Thread {
  id: string
  name: string
  parentId: string
  /** The ids of its tags, if it is a forum's post. */
  tags?: readonly string[]
  isArchived?: boolean
}

export interface Messages {
  posts: Happened<Posted>
  threads: Happened<Thread>
  /** Messages of announcement channels that were published, by id. */
  crossposts: Happened<string>
  get(channelId: string, messageId: string): FakeAnswer
  /** The channel itself. */
  channel(channelId: string): FakeAnswer
  startPost(forumId: string, body: unknown): FakeAnswer
  listThreads(archived: boolean, parentId?: string): FakeAnswer
  crosspost(channelId: string, messageId: string): FakeAnswer
  /** Opens the direct messages with a person. */
  openDirect(body: unknown): FakeAnswer
  post(channelId: string, body: unknown): FakeAnswer
  list(channelId: string): FakeAnswer
  startThread(channelId: string, messageId: string, body: unknown): FakeAnswer
}

export const messageSchema = z.looseObject({
  components: z.array(z.unknown()).default([]),
  flags: z.number().default(0),
  nonce: z.union([z.string(), z.number()]).optional(),
  enforce_nonce: z.boolean().default(false),
  message_reference: z.looseObject({ message_id: z.string() }).optional(),
})

const postSchema = z.looseObject({
  name: z.string(),
  applied_tags: z.array(z.string()).default([]),
  message: messageSchema,
})

const openDirectSchema = z.looseObject({ recipient_id: z.string() })

/** The bot's own user as Discord's API shows it. */
export const userJson = (world: World) => ({
  id: world.botUserId,
  username: 'Paper Round',
  discriminator: '0',
  avatar: null,
  bot: true,
})

/** A message as Discord's API shows it. */
export const messageJson = (
  world: World,
  message: { id: string; channelId: string; components: unknown[] },
) => ({
  id: message.id,
  channel_id: message.channelId,
  components: message.components,
  type: 0,
  content: '',
  flags: 1 << 15,
  tts: false,
  pinned: false,
  mention_everyone: false,
  timestamp: '2026-11-23T09:00:00.000000+00:00',
  edited_timestamp: null,
  mentions: [],
  mention_roles: [],
  attachments: [],
  embeds: [],
  author: userJson(world),
})

export function createMessages(world: World): Messages {
  const posts = createRecord<Posted>()
  const threads = createRecord<Thread>()
  const crossposts = createRecord<string>()

  const channelOf = (id: string): FakeChannel | undefined =>
    threads.all.some(thread => thread.id === id)
      ? { id, type: 11 }
      : world.channels.find(channel => channel.id === id)

  /** The error for a channel that the bot can't use. */
  function rejectionFor(channel: FakeChannel | undefined): FakeAnswer | undefined {
    if (!channel) return apiError(404, 10003, 'Unknown Channel')
    if (channel.restriction === 'hidden') return apiError(403, 50001, 'Missing Access')
    return channel.restriction === 'closed' ? apiError(403, 50013, 'Missing Permissions') : undefined
  }

  const listed = (post: Posted) => ({ ...messageJson(world, post), content: post.body.content ?? '' })

  const threadJson = ({ id, name, parentId, isArchived = false }: Thread) => ({
    id,
    type: 11,
    name,
    parent_id: parentId,
    guild_id: world.guildId,
    owner_id: world.botUserId,
    thread_metadata: { archived: isArchived },
  })

  return {
    posts,
    threads,
    crossposts,
    get(channelId, messageId) {
      const post = posts.all.find(({ id }) => id === messageId)
      if (!channelOf(channelId) || !post) return apiError(404, 10008, 'Unknown Message')
      return { body: listed(post) }
    },
    channel(channelId) {
      const thread = threads.all.find(({ id }) => id === channelId)
      if (thread) return { body: threadJson(thread) }
      const channel = channelOf(channelId)
      if (!channel) return apiError(404, 10003, 'Unknown Channel')
      if (channel.restriction === 'hidden') return apiError(403, 50001, 'Missing Access')
      return { body: channelJson(world, channel) }
    },
    startPost(forumId, rawBody) {
      const channel = channelOf(forumId)
      const rejection = rejectionFor(channel)
      if (rejection) return rejection
      if (channel?.type !== 15) return apiError(400, 50024, 'Cannot execute action on this channel type')
      const { name, applied_tags: tags, message } = postSchema.parse(rawBody)
      if (channel.needsTag && tags.length === 0) return apiError(400, 40067, 'A tag is required')
      const id = newId()
      const { components } = message
      threads.add({ id, name, parentId: forumId, tags })
      posts.add({ id, channelId: id, components, text: textIn(components), body: message })
      return {
        status: 201,
        body: {
          ...threadJson({ id, name, parentId: forumId }),
          message: messageJson(world, { id, channelId: id, components }),
        },
      }
    },
    listThreads(archived, parentId) {
      const found = threads.all.filter(
        thread =>
          (thread.isArchived ?? false) === archived &&
          (parentId === undefined || thread.parentId === parentId),
      )
      return { body: { threads: found.toReversed().map(threadJson), members: [], has_more: false } }
    },
    crosspost(channelId, messageId) {
      const post = posts.all.find(({ id }) => id === messageId)
      if (channelOf(channelId)?.type !== 5 || !post) return apiError(404, 10008, 'Unknown Message')
      if (crossposts.all.includes(messageId)) return apiError(400, 40033, 'Already crossposted')
      crossposts.add(messageId)
      return { body: { ...listed(post), flags: (1 << 15) | 1 } }
    },
    openDirect(body) {
      const { recipient_id: id } = openDirectSchema.parse(body)
      if (id !== PERSON.id) return apiError(400, 50033, 'Invalid Recipient(s)')
      return { body: { id: DIRECT_CHANNEL, type: 1 } }
    },
    post(channelId, rawBody) {
      const rejection = rejectionFor(channelOf(channelId))
      if (rejection) return rejection
      if (channelOf(channelId)?.type === 15)
        return apiError(400, 50008, 'Cannot send messages in a non-text channel')
      const body = messageSchema.parse(rawBody)
      const earlier =
        world.knowsNonces && body.enforce_nonce
          ? posts.all.find(post => post.body.nonce === body.nonce)
          : undefined
      const post = earlier ?? {
        id: newId(),
        channelId,
        components: body.components,
        text: textIn(body.components),
        body,
        replyTo: body.message_reference?.message_id,
      }
      if (!earlier) posts.add(post)
      return { body: { ...messageJson(world, post), nonce: body.nonce } }
    },
    list(channelId) {
      const inChannel = posts.all.filter(post => post.channelId === channelId)
      return rejectionFor(channelOf(channelId)) ?? { body: inChannel.toReversed().map(listed) }
    },
    startThread(channelId, messageId, body) {
      const channel = channelOf(channelId)
      const rejection = rejectionFor(channel)
      if (rejection) return rejection
      if (channel?.type !== 0 && channel?.type !== 5)
        return apiError(400, 50024, 'Cannot execute action on this channel type')
      if (channel.restriction === 'no threads') return apiError(403, 50013, 'Missing Permissions')
      if (!posts.all.some(({ id }) => id === messageId)) return apiError(404, 10008, 'Unknown Message')
      if (channelOf(messageId)) {
        return apiError(400, 160004, 'A thread has already been created for this message')
      }
      const { name } = z.looseObject({ name: z.string() }).parse(body)
      threads.add({ id: messageId, name, parentId: channelId })
      return {
        status: 201,
        body: { id: messageId, type: 11, name, parent_id: channelId, guild_id: world.guildId },
      }
    },
  }
}
