import { describe, expect, it } from 'vitest'
import type { ChannelId } from '../../../src/channels/channel-id.ts'
import { roleJson } from '../../fakes/discord/payloads.ts'
import { CHANNEL, GUILD, OTHER_CHANNEL, WORLD } from '../../fakes/discord/world.ts'
import { type Bot, startBot } from './bot.ts'

const VIEW = 1n << 10n
const SEND = 1n << 11n
const SEND_IN_THREADS = 1n << 38n
const ROLE = '290926798626357300'
const THREAD = '290926798626357301'
const CATEGORY = '290926798626357302'

const role = (id: string, permissions: bigint) => ({
  guild_id: GUILD,
  role: roleJson({ id, name: 'role', permissions: String(permissions), position: 1 }),
})
const member = (userId: string, roles: readonly string[], more = {}) => ({
  guild_id: GUILD,
  user: { id: userId, username: 'Paper Round', discriminator: '0', avatar: null, bot: true },
  nick: null,
  roles,
  flags: 0,
  deaf: false,
  mute: false,
  joined_at: '2026-01-05T09:00:00.000000+00:00',
  ...more,
})
/** Overwrites for everyone. */
const channel = (deny: bigint, more = {}) => ({
  id: CHANNEL,
  type: 0,
  guild_id: GUILD,
  name: 'papers',
  position: 1,
  permission_overwrites: [{ id: GUILD, type: 0, allow: '0', deny: String(deny) }],
  parent_id: null,
  ...more,
})
const thread = (more = {}) => ({
  id: THREAD,
  type: 12,
  guild_id: GUILD,
  parent_id: CHANNEL,
  name: 'a thread',
  owner_id: WORLD.botUserId,
  member_count: 1,
  message_count: 1,
  thread_metadata: {
    archived: false,
    locked: false,
    auto_archive_duration: 1440,
    archive_timestamp: '2026-11-23T09:00:00.000000+00:00',
  },
  ...more,
})
const threadMembers = (added: readonly string[]) => ({
  id: THREAD,
  guild_id: GUILD,
  member_count: 2,
  added_members: added.map(user_id => ({
    id: THREAD,
    user_id,
    join_timestamp: '2026-11-23T09:00:00.000000+00:00',
    flags: 0,
  })),
  removed_member_ids: [],
})

const botId = WORLD.botUserId
const may = VIEW | SEND | SEND_IN_THREADS

type Event = readonly [string, object]
const roleLost: Event = ['GUILD_ROLE_UPDATE', role(GUILD, VIEW)]
const denied: Event = ['CHANNEL_UPDATE', channel(SEND | SEND_IN_THREADS)]

/** The channels, of those that are paused, that an event wakes. */
async function woken(bot: Bot, [type, payload]: Event): Promise<string[]> {
  // An answered command shows that the events before it were read.
  await (await bot.discord.sendCommand('status')).answer()
  const before = bot.accessRestoredCalls.length
  await bot.discord.gateway.dispatch(type, payload)
  await (await bot.discord.sendCommand('status')).answer()
  const paused: ChannelId[] = [CHANNEL, OTHER_CHANNEL, THREAD].map(id => `discord:${GUILD}/${id}` as const)
  return bot.accessRestoredCalls
    .slice(before)
    .flatMap(({ under, mayPost }) => paused.filter(id => id.startsWith(under) && mayPost?.(id)))
    .map(id => id.slice(id.indexOf('/') + 1))
}

describe('a paused channel', () => {
  it.each<[string, readonly Event[], Event, string[]]>([
    [
      'the bot gets a role',
      [['GUILD_ROLE_CREATE', role(ROLE, may)], roleLost],
      ['GUILD_MEMBER_UPDATE', member(botId, [ROLE])],
      [CHANNEL, OTHER_CHANNEL],
    ],
    [
      'a role of the bot changes',
      [roleLost],
      ['GUILD_ROLE_UPDATE', role(GUILD, may)],
      [CHANNEL, OTHER_CHANNEL],
    ],
    ['the channel’s permissions change', [denied], ['CHANNEL_UPDATE', channel(0n)], [CHANNEL]],
    [
      'the permissions of the channel that its thread is in change',
      [['GUILD_ROLE_UPDATE', role(GUILD, may)], ['THREAD_CREATE', thread()], denied],
      ['CHANNEL_UPDATE', channel(0n)],
      [CHANNEL, THREAD],
    ],
    [
      'the bot is added to a private thread',
      [['GUILD_ROLE_UPDATE', role(GUILD, may)]],
      ['THREAD_CREATE', thread()],
      [THREAD],
    ],
    [
      'the bot is added again to a thread that it knows',
      [
        ['GUILD_ROLE_UPDATE', role(GUILD, may)],
        ['THREAD_CREATE', thread()],
      ],
      ['THREAD_CREATE', thread()],
      [THREAD],
    ],
    [
      'the bot becomes a member of a thread',
      [
        ['GUILD_ROLE_UPDATE', role(GUILD, may)],
        ['THREAD_CREATE', thread()],
      ],
      ['THREAD_MEMBERS_UPDATE', threadMembers([botId])],
      [THREAD],
    ],
    [
      'a thread is opened again',
      [
        ['GUILD_ROLE_UPDATE', role(GUILD, may)],
        ['THREAD_CREATE', thread()],
      ],
      ['THREAD_UPDATE', thread({ name: 'open again' })],
      [THREAD],
    ],
    [
      'threads of a channel are listed',
      [['GUILD_ROLE_UPDATE', role(GUILD, may)]],
      ['THREAD_LIST_SYNC', { guild_id: GUILD, channel_ids: [CHANNEL], threads: [thread()], members: [] }],
      [CHANNEL, OTHER_CHANNEL, THREAD],
    ],
    [
      'its category changes',
      [['CHANNEL_UPDATE', channel(0n, { parent_id: CATEGORY })]],
      ['CHANNEL_UPDATE', { ...channel(0n), id: CATEGORY, type: 4 }],
      [CHANNEL],
    ],
    [
      'a timeout of the bot is lifted',
      [
        [
          'GUILD_MEMBER_UPDATE',
          member(botId, [], { communication_disabled_until: '2999-01-01T00:00:00.000000+00:00' }),
        ],
      ],
      ['GUILD_MEMBER_UPDATE', member(botId, [], { communication_disabled_until: null })],
      [CHANNEL, OTHER_CHANNEL],
    ],
  ])('wakes when %s', async (_, before, event, expected) => {
    const bot = await startBot()
    for (const [type, payload] of before) await bot.discord.gateway.dispatch(type, payload)
    expect(await woken(bot, event)).toEqual(expected)
  })

  it.each<[string, readonly Event[], Event]>([
    ['someone else gets a role', [], ['GUILD_MEMBER_UPDATE', member('290926798626357200', [ROLE])]],
    ['a role takes the permission away', [], roleLost],
    ['the channel is closed to the bot', [], denied],
    [
      'the bot gets a timeout',
      [],
      [
        'GUILD_MEMBER_UPDATE',
        member(botId, [], { communication_disabled_until: '2999-01-01T00:00:00.000000+00:00' }),
      ],
    ],
    [
      'someone leaves its thread',
      [
        ['GUILD_ROLE_UPDATE', role(GUILD, may)],
        ['THREAD_CREATE', thread()],
      ],
      ['THREAD_MEMBERS_UPDATE', threadMembers([])],
    ],
    ['an event lacks what it needs', [], ['GUILD_MEMBER_UPDATE', { guild_id: GUILD }]],
  ])('sleeps on when %s', async (_, before, event) => {
    const bot = await startBot()
    for (const [type, payload] of before) await bot.discord.gateway.dispatch(type, payload)
    expect(await woken(bot, event)).toEqual([])
  })

  it('that can’t be woken because of the database is logged', async () => {
    const { discord, nextLine } = await startBot({
      accessRestored: async prefix => {
        if (prefix !== 'discord:') throw new Error('the database is locked')
      },
    })
    await discord.gateway.dispatch('GUILD_ROLE_UPDATE', role(GUILD, may))
    expect(await nextLine('could not resume')).toMatchObject({ level: 'warn' })
  })
})
