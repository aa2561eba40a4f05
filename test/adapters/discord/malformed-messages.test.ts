import { describe, expect, it } from 'vitest'
import { commandJson } from '../../fakes/discord/payloads.ts'
import { newId } from '../../fakes/discord/world.ts'
import { afterTest, startBot } from './bot.ts'

const dispatch = (t: unknown, d: unknown): string => JSON.stringify({ op: 0, s: 3, t, d })

describe('garbage on the gateway', () => {
  it.each([
    ['no JSON', 'hello?', 'a malformed message'],
    ['null', 'null', 'a malformed message'],
    ['a list', '[]', 'a malformed message'],
    ['a number', '10', 'a malformed message'],
    ['an unknown kind', '{"op":99,"d":{}}', 'a malformed message'],
    ['a kind that is a text', '{"op":"0"}', 'a malformed message'],
    ['a hello without an interval', '{"op":10,"d":null}', 'a malformed message'],
    ['a hello with an interval of 0', '{"op":10,"d":{"heartbeat_interval":0}}', 'a malformed message'],
    ['a ready event that is null', dispatch('READY', null), 'a malformed message'],
    ['a ready event without a session', dispatch('READY', {}), 'a malformed message'],
    ['an event that is null', dispatch('INTERACTION_CREATE', null), 'a malformed message'],
    ['an event that is a list', dispatch('GUILD_CREATE', []), 'a malformed message'],
    ['an event without a name', dispatch(null, {}), 'a malformed message'],
    ['an empty member', dispatch('GUILD_MEMBER_UPDATE', {}), 'an event that discord.js could not read'],
    [
      'an interaction with a channel that is a number',
      dispatch('INTERACTION_CREATE', { channel: 5 }),
      'an event that discord.js could not read',
    ],
    [
      'a command without data',
      dispatch('INTERACTION_CREATE', { id: '1', type: 2, data: null }),
      'an event that discord.js could not read',
    ],
    ['bytes', Buffer.from([0, 255, 1]), 'a binary message'],
    ['seventeen million characters', `"${'x'.repeat(17_000_000)}"`, 'a message that is too long'],
  ])('such as %s is refused by name, and the next command is answered', async (_, data, kind) => {
    const unhandled: unknown[] = []
    const add = (error: unknown): void => void unhandled.push(error)
    process.on('unhandledRejection', add).on('uncaughtException', add)
    afterTest(async () => void process.off('unhandledRejection', add).off('uncaughtException', add))
    const { discord, chat, requests, lines } = await startBot()
    for (let count = 0; count < 3; count++) discord.gateway.sendRaw(data)
    await (await discord.sendCommand('status')).answer()
    expect(requests.map(({ text }) => text)).toEqual(['status'])
    expect(lines.filter(({ level }) => level === 'warn' || level === 'error')).toEqual([
      expect.objectContaining({ message: `refused ${kind} from Discord` }),
    ])
    expect([chat.connected(), discord.gateway.connections.all.length, unhandled]).toEqual([true, 1, []])
  })

  it.each([
    ['an event that nobody knows yet', dispatch('NEVER_HEARD_OF', {})],
    ['an interaction of an unknown type', dispatch('INTERACTION_CREATE', { id: '1', type: 99 })],
  ])('such as %s is ignored', async (_, data) => {
    const { discord, lines } = await startBot()
    discord.gateway.sendRaw(data)
    await (await discord.sendCommand('status')).answer()
    expect(lines.filter(({ level }) => level === 'warn' || level === 'error')).toEqual([])
  })

  it('such as a command from no channel is ignored', async () => {
    const { discord, requests } = await startBot()
    const [channel] = discord.world.channels
    if (!channel) throw new Error('the made-up server has channels')
    const command = { name: 'papers', options: [{ name: 'subscribe', type: 1, options: [] }] }
    const {
      channel: _,
      channel_id: __,
      ...payload
    } = commandJson(discord.world, channel, { id: newId(), token: 'made-up-interaction-token' }, command, {})
    await discord.gateway.dispatch('INTERACTION_CREATE', payload)
    await (await discord.sendCommand('status')).answer()
    expect(requests.map(({ text }) => text)).toEqual(['status'])
  })
})
