import type { FilledOption } from './commands.ts'
import { everyoneMay, type FakeChannel, newId, PERSON, permissionsOf, type World } from './world.ts'

/** Payloads as Discord sends them. */

const SEND_MESSAGES = 1n << 11n

export const channelJson = (world: World, { id, type, tags, needsTag, restriction }: FakeChannel) => ({
  id,
  type,
  ...(type === 15 && {
    available_tags: (tags ?? []).map(tag => ({ moderated: false, emoji_id: null, emoji_name: null, ...tag })),
  }),
  guild_id: world.guildId,
  name: 'papers',
  position: 1,
  permission_overwrites:
    restriction === 'closed' ? [{ id: world.guildId, type: 0, allow: '0', deny: String(SEND_MESSAGES) }] : [],
  nsfw: false,
  parent_id: null,
  topic: null,
  last_message_id: null,
  rate_limit_per_user: 0,
  flags: needsTag ? 1 << 4 : 0,
})

export const roleJson = (role: { id: string; name: string; permissions: string; position: number }) => ({
  ...role,
  flags: 0,
  color: 0,
  hoist: false,
  managed: false,
  mentionable: false,
  icon: null,
  unicode_emoji: null,
})

export const guildJson = (world: World) => ({
  id: world.guildId,
  name: 'Made Up',
  owner_id: PERSON.id,
  unavailable: false,
  member_count: 2,
  icon: null,
  splash: null,
  banner: null,
  description: null,
  vanity_url_code: null,
  features: [],
  afk_channel_id: null,
  afk_timeout: 300,
  system_channel_id: null,
  system_channel_flags: 0,
  verification_level: 0,
  default_message_notifications: 0,
  explicit_content_filter: 0,
  mfa_level: 0,
  nsfw_level: 0,
  premium_tier: 0,
  premium_progress_bar_enabled: false,
  preferred_locale: 'en-US',
  large: false,
  joined_at: '2026-01-05T09:00:00.000000+00:00',
  rules_channel_id: null,
  roles: [roleJson({ id: world.guildId, name: '@everyone', permissions: everyoneMay(world), position: 0 })],
  channels: world.channels
    .filter(({ type }) => [0, 5, 15].includes(type))
    .map(channel => channelJson(world, channel)),
  members: [
    {
      user: { id: world.botUserId, username: 'Paper Round', discriminator: '0', avatar: null, bot: true },
      nick: null,
      roles: [],
      flags: 0,
      deaf: false,
      mute: false,
      joined_at: '2026-01-05T09:00:00.000000+00:00',
    },
  ],
  threads: [],
  presences: [],
  voice_states: [],
  emojis: [],
  stickers: [],
  stage_instances: [],
  guild_scheduled_events: [],
  soundboard_sounds: [],
})

export const readyJson = (
  world: World,
  session: { id: string; shard: readonly [number, number]; guildIds: readonly string[] },
  resumeUrl: string,
) => ({
  v: 10,
  user: {
    id: world.botUserId,
    username: 'Paper Round',
    discriminator: '0',
    global_name: null,
    avatar: null,
    bot: true,
    verified: true,
    mfa_enabled: false,
    email: null,
    flags: 0,
  },
  guilds: session.guildIds.map(id => ({ id, unavailable: true })),
  session_id: session.id,
  resume_gateway_url: resumeUrl,
  application: { id: world.applicationId, flags: 0 },
  session_type: 'normal',
  private_channels: [],
  relationships: [],
  geo_ordered_rtc_regions: [],
  shard: session.shard,
})

export interface SenderOptions {
  /** The id of the channel, which may be one of direct messages. */
  channel?: string
  /** Whether the person may manage the channel (true). */
  mayManage?: boolean
  /** The person's nickname in this server. */
  nick?: string
  /** Another server. If the bot isn't in it, the person added the app to their account. */
  guild?: string
  /** The channel that the thread is in. */
  parent?: string
  /** Who sends it (Ada). */
  person?: typeof PERSON
}

function userJson({ id, username, name }: typeof PERSON) {
  return { id, username, global_name: name, discriminator: '0', avatar: null, public_flags: 0 }
}

/** What all interactions have in common: who sent them, and where. */
function interactionJson(
  world: World,
  channel: FakeChannel,
  { id, token }: { id: string; token: string },
  { mayManage = true, nick, guild, parent, person = PERSON }: SenderOptions,
) {
  const user = userJson(person)
  const guildId = guild ?? world.guildId
  const isForeign = guild !== undefined && world.otherServers.every(server => server.guildId !== guild)
  const owners =
    isForeign || channel.type === 3 ? { '1': person.id } : { '0': channel.type === 1 ? '0' : guildId }
  const group = { id: channel.id, type: 3, name: 'Reading group', icon: null, recipients: [user] }
  const direct = channel.type === 3 ? { context: 2, user, channel: group } : undefined
  const where =
    direct ??
    (channel.type === 1
      ? { context: 1, user, channel: { id: channel.id, type: 1, flags: 0, recipients: [user] } }
      : {
          context: 0,
          guild_id: guildId,
          guild_locale: 'en-US',
          guild: { id: guildId, locale: 'en-US', features: [] },
          channel: {
            ...channelJson(world, channel),
            guild_id: guildId,
            ...(parent && { parent_id: parent, thread_metadata: { archived: false } }),
            permissions: permissionsOf(mayManage),
          },
          member: {
            user,
            nick: nick ?? null,
            roles: [],
            permissions: permissionsOf(mayManage),
            flags: 0,
            joined_at: '2026-01-05T09:00:00.000000+00:00',
            deaf: false,
            mute: false,
            avatar: null,
            pending: false,
            premium_since: null,
            communication_disabled_until: null,
          },
        })
  return {
    id,
    token,
    version: 1,
    application_id: world.applicationId,
    channel_id: channel.id,
    locale: 'en-US',
    app_permissions: permissionsOf(false),
    entitlements: [],
    attachment_size_limit: 10_485_760,
    authorizing_integration_owners: owners,
    ...where,
  }
}

export const commandJson = (
  world: World,
  channel: FakeChannel,
  request: { id: string; token: string },
  command: { name: string; options: FilledOption[] },
  sender: SenderOptions,
) => ({
  ...interactionJson(world, channel, request, sender),
  type: 2,
  data: { id: newId(), type: 1, ...command },
})

/** A click on a button, or a pick from a menu. */
export const clickJson = (
  world: World,
  channel: FakeChannel,
  request: { id: string; token: string },
  { customId, values, message }: { customId: string; values?: readonly string[]; message: object },
  sender: SenderOptions,
) => ({
  ...interactionJson(world, channel, request, sender),
  type: 3,
  data: { component_type: values ? 3 : 2, id: 3, custom_id: customId, ...(values && { values }) },
  message,
})

/** A submitted modal, with the message whose button opened it, if any. */
export const modalJson = (
  world: World,
  channel: FakeChannel,
  request: { id: string; token: string },
  form: { customId: string; components: readonly object[]; message?: object | undefined },
  sender: SenderOptions,
) => ({
  ...interactionJson(world, channel, request, sender),
  type: 5,
  data: { custom_id: form.customId, components: form.components },
  ...(form.message && { message: form.message }),
})

/** A partly typed option of a command. */
export const autocompleteJson = (
  world: World,
  channel: FakeChannel,
  request: { id: string; token: string },
  { subcommand, option, typed }: { subcommand: string; option: string; typed: string },
  sender: SenderOptions,
) => ({
  ...interactionJson(world, channel, request, sender),
  type: 4,
  data: {
    id: newId(),
    type: 1,
    name: 'papers',
    options: [
      { name: subcommand, type: 1, options: [{ name: option, type: 3, value: typed, focused: true }] },
    ],
  },
})

/** A command from the context menu of a message. */
export function messageCommandJson(
  world: World,
  channel: FakeChannel,
  request: { id: string; token: string },
  { name, message }: { name: string; message: { id: string } },
  sender: SenderOptions,
) {
  const resolved = { messages: { [message.id]: message } }
  return {
    ...interactionJson(world, channel, request, sender),
    type: 2,
    data: { id: newId(), type: 3, name, target_id: message.id, resolved },
  }
}
