import { describe, expect, it } from 'vitest'
import type { ChannelId } from '../../../src/channels/channel-id.ts'
import { RefusedError } from '../../../src/ports/refused-error.ts'
import { commandJson } from '../../fakes/discord/payloads.ts'
import { createKeys, postSigned } from '../../fakes/discord/signed-request.ts'
import {
  ANNOUNCEMENTS,
  CHANNEL,
  CLOSED_CHANNEL,
  DIRECT_CHANNEL,
  FOREIGN_CHANNEL,
  FOREIGN_GUILD,
  FORUM,
  GUILD,
  HIDDEN_CHANNEL,
  newId,
} from '../../fakes/discord/world.ts'
import { createKeyValueStore } from '../../fakes/key-value-store.ts'
import { everydayDigest } from '../../fixtures/digests.ts'
import { createBot, createHttpBot, says, startBot, startHttpBot } from './bot.ts'

const never = new AbortController().signal
const THREAD = '290926798626357960'

describe('over HTTP', () => {
  it('a command is acknowledged with 202 and answered, and no gateway is opened', async () => {
    const { discord, requests } = await startHttpBot()
    const command = await discord.sendCommand('status')
    expect(await command.answer()).toMatchObject({ kind: 'reply', visibility: 'ephemeral', text: 'Done.' })
    expect(command.statuses).toEqual([202])
    expect(requests).toHaveLength(1)
    expect(discord.gateway.connections.all).toEqual([])
    expect(discord.calls.some(({ operation }) => operation === 'gateway')).toBe(false)
    discord.assertClean()
  })

  it('a replayed command is taken and ignored, also by another process', async () => {
    const first = await startHttpBot()
    const { discord, keyValues, requests, url } = first
    const [channel] = discord.world.channels
    if (!channel) throw new Error('the made-up server has channels')
    const request = { id: newId(), token: 'made-up-interaction-token' }
    const options = [{ name: 'post', type: 1, options: [] }]
    const body = JSON.stringify(commandJson(discord.world, channel, request, { name: 'papers', options }, {}))
    expect((await postSigned(url, body, discord.keys)).status).toBe(202)
    expect((await postSigned(url, body, discord.keys)).status).toBe(202)
    const second = await startHttpBot({ discord, keyValues })
    expect((await postSigned(second.url, body, discord.keys)).status).toBe(202)
    await (await discord.sendCommand('status')).answer()
    expect(requests.map(({ text }) => text)).toEqual(['post'])
    expect(second.requests.map(({ text }) => text)).toEqual(['status'])
  })

  it('a command is remembered as long as its signature may be accepted, on a clock that is five minutes behind', async () => {
    const keyValues = createKeyValueStore()
    const expiries = new Map<string, number | undefined>()
    const { discord } = await startHttpBot({
      keyValues: {
        ...keyValues,
        async add(name, value, expiresAt) {
          expiries.set(name, expiresAt)
          return keyValues.add(name, value)
        },
      },
    })
    const { interactionId, answer } = await discord.sendCommand('status')
    await answer()
    expect(expiries.get(`discord interaction ${interactionId}`)).toBe(Date.parse('2026-11-23T09:10Z'))
  })

  it('everything is answered with 503 before the start and after a stop', async () => {
    const { discord, chat, url } = await createHttpBot()
    const ping = async (): Promise<number> =>
      (await postSigned(url, JSON.stringify({ id: '1', type: 1 }), discord.keys)).status
    const statuses = [await ping()]
    await chat.start()
    statuses.push(await ping())
    await chat.stop()
    statuses.push(await ping())
    expect(statuses).toEqual([503, 200, 503])
  })

  it.each([
    ['no JSON', 'hello?', 'a malformed request'],
    ['null', 'null', 'a malformed request'],
    ['a list', '[]', 'a malformed request'],
    ['an object without an id', '{"type":2}', 'a malformed request'],
    ['a kind that is a text', '{"id":"1","type":"1"}', 'a malformed request'],
    [
      'a command without data',
      '{"id":"1","type":2,"data":null}',
      'an interaction that discord.js could not read',
    ],
    [
      'a channel that is a number',
      '{"id":"1","type":2,"channel":5,"data":{"type":1}}',
      'an interaction that discord.js could not read',
    ],
  ])(
    'signed garbage such as %s is refused by name, and the next command is answered',
    async (_, body, kind) => {
      const { discord, url, lines, requests } = await startHttpBot()
      expect((await postSigned(url, body, discord.keys)).status).toBe(400)
      await (await discord.sendCommand('status')).answer()
      expect(requests.map(({ text }) => text)).toEqual(['status'])
      expect(lines.filter(({ level }) => level === 'warn').map(({ message }) => message)).toEqual([
        `refused ${kind} from Discord`,
      ])
    },
  )
})

describe('the place of a command over HTTP', () => {
  it('in a post of a forum is the forum, in another thread the thread', async () => {
    const { discord, requests } = await startHttpBot()
    for (const parent of [FORUM, CHANNEL]) {
      const channel = parent === FORUM ? THREAD : `${THREAD}1`
      await (await discord.sendCommand('subscribe', { channel, parent })).answer()
    }
    expect(requests.map(({ channel }) => channel)).toEqual([
      `discord:${GUILD}/${FORUM}`,
      `discord:${GUILD}/${THREAD}1`,
    ])
  })

  it('in a thread whose channel the bot may not see is the thread', async () => {
    const { discord, requests } = await startHttpBot()
    await (await discord.sendCommand('subscribe', { channel: THREAD, parent: HIDDEN_CHANNEL })).answer()
    expect(requests[0]?.channel).toBe(`discord:${GUILD}/${THREAD}`)
  })

  it('may be direct messages, or a server that the bot isn’t in', async () => {
    const { discord, requests } = await startHttpBot()
    await (await discord.sendCommand('today', { channel: DIRECT_CHANNEL })).answer()
    await (await discord.sendCommand('today', { guild: FOREIGN_GUILD, channel: FOREIGN_CHANNEL })).answer()
    expect(requests).toMatchObject([
      { channel: `discord:@me/${DIRECT_CHANNEL}`, answersOnly: undefined, mayChange: true },
      { channel: `discord:${FOREIGN_GUILD}/${FOREIGN_CHANNEL}`, answersOnly: 'server' },
    ])
    expect(discord.calls.filter(({ operation }) => operation === 'channel')).toEqual([])
  })

  it('has its type from the command, so that a digest there needs no further question', async () => {
    const { discord, chat } = await startHttpBot()
    await (await discord.sendCommand('subscribe', { channel: ANNOUNCEMENTS })).answer()
    const channel: ChannelId = `discord:${GUILD}/${ANNOUNCEMENTS}`
    const verdict = await chat.publish({ channel, digest: everydayDigest, step: 0, key: 'k' }, never)
    expect(verdict).toMatchObject({ kind: 'sent', messageId: await discord.nextCrosspost() })
    expect(discord.calls.filter(({ operation }) => operation === 'channel')).toEqual([])
  })
})

describe('a digest where no command has come over HTTP', () => {
  const publish = (chat: Awaited<ReturnType<typeof startHttpBot>>['chat'], place: string, key: string) =>
    chat.publish({ channel: `discord:${GUILD}/${place}`, digest: everydayDigest, step: 0, key }, never)

  it('asks for the type of a channel once a week', async () => {
    let now = Date.parse('2026-11-23T09:00Z')
    const { discord, chat } = await startHttpBot({ clock: { now: () => now } })
    const asked = () => discord.calls.filter(({ operation }) => operation === 'channel').length
    for (const key of ['1', '2', '3'])
      expect(await publish(chat, CHANNEL, key)).toMatchObject({ kind: 'sent' })
    now += 7 * 24 * 3_600_000 - 1
    await publish(chat, CHANNEL, '4')
    expect(asked()).toBe(1)
    now += 1
    await publish(chat, CHANNEL, '5')
    expect(asked()).toBe(2)
  })

  it('gets the tags that the bot may use in a forum, as they are now', async () => {
    const tags = [
      { id: '1', name: 'Papers' },
      { id: '2', name: 'Moderated papers', moderated: true },
    ]
    const channels = [{ id: FORUM, type: 15, tags, needsTag: true }]
    const { discord, chat } = await startHttpBot({ world: { channels } })
    await publish(chat, FORUM, '1')
    discord.world.channels = [{ id: FORUM, type: 15, tags: tags.slice(1), needsTag: true }]
    const verdict = await publish(chat, FORUM, '2')
    expect(discord.threads.map(thread => thread.tags)).toEqual([['1']])
    expect(verdict).toMatchObject({ kind: 'dead', scope: 'channel', code: '40067' })
  })

  it('is refused with the reason of a channel that is gone or hidden', async () => {
    const { chat } = await startHttpBot()
    expect(await publish(chat, '290926798626357999', '1')).toMatchObject({
      kind: 'dead',
      scope: 'channel',
      code: '10003',
    })
    expect(await publish(chat, HIDDEN_CHANNEL, '1')).toMatchObject({ kind: 'dead', code: '50001' })
  })

  it('is tried again later where the question fails', async () => {
    const { discord, chat } = await startHttpBot()
    discord.fail('channel', 'reset')
    expect(await publish(chat, CHANNEL, '1')).toMatchObject({ kind: 'retry' })
    expect(await publish(chat, CHANNEL, '1')).toMatchObject({ kind: 'sent' })
    expect(discord.posts).toHaveLength(1)
  })
})

describe('paused channels over HTTP', () => {
  const MAY = [CHANNEL, HIDDEN_CHANNEL, CLOSED_CHANNEL] as const
  /** The channels in which the bot may post again, as reported to the core. */
  const open = async (mayPost: ((id: ChannelId) => boolean | Promise<boolean>) | undefined) => {
    const found = []
    for (const place of MAY) if (await mayPost?.(`discord:${GUILD}/${place}`)) found.push(place)
    return found
  }

  it('are looked at by the permissions that the bot has there, at the start', async () => {
    const { accessRestoredCalls } = await startHttpBot()
    expect(accessRestoredCalls.map(({ under }) => under)).toEqual(['discord:'])
    expect(await open(accessRestoredCalls[0]?.mayPost)).toEqual([CHANNEL])
  })

  it('are looked at when someone uses the bot in their server, once a minute', async () => {
    let now = Date.parse('2026-11-23T09:00Z')
    const { discord, accessRestoredCalls } = await startHttpBot({ clock: { now: () => now } })
    const use = async (): Promise<void> => void (await (await discord.sendCommand('status')).answer())
    await use()
    await use()
    now += 61_000
    await use()
    const under = accessRestoredCalls.map(call => call.under)
    expect(under).toEqual(['discord:', `discord:${GUILD}/`, `discord:${GUILD}/`])
    expect(await open(accessRestoredCalls[1]?.mayPost)).toEqual([CHANNEL])
  })

  it('are looked at now and then', async () => {
    const looked = Promise.withResolvers<void>()
    let calls = 0
    await startHttpBot({
      lookEveryMs: 1,
      async accessRestored() {
        if (++calls > 2) looked.resolve()
      },
    })
    await looked.promise
  })

  it('cost two questions about their server a minute, and one each', async () => {
    let now = Date.parse('2026-11-23T09:00Z')
    const { discord, accessRestoredCalls } = await startHttpBot({ clock: { now: () => now } })
    const asked = (wanted: string) => discord.calls.filter(({ operation }) => operation === wanted).length
    await open(accessRestoredCalls[0]?.mayPost)
    now += 59_999
    await open(accessRestoredCalls[0]?.mayPost)
    expect([asked('guild'), asked('member'), asked('channel')]).toEqual([1, 1, 6])
    now += 1
    await open(accessRestoredCalls[0]?.mayPost)
    expect([asked('guild'), asked('member'), asked('channel')]).toEqual([2, 2, 9])
  })

  it('are a thousand at most each time, and one question for all of a server that the bot has left', async () => {
    const { discord, accessRestoredCalls } = await startHttpBot()
    const mayPost = accessRestoredCalls[0]?.mayPost
    for (let count = 1; count < 1_000; count++) await mayPost?.(`discord:${FOREIGN_GUILD}/${count}`)
    expect(await mayPost?.(`discord:${GUILD}/${CHANNEL}`)).toBe(true)
    expect(await mayPost?.(`discord:${GUILD}/${CHANNEL}`)).toBe(false)
    expect(discord.calls.filter(({ path }) => path === `/guilds/${FOREIGN_GUILD}`)).toHaveLength(1)
  })

  it('of servers that the bot has left stay paused', async () => {
    const { accessRestoredCalls } = await startHttpBot()
    const left: ChannelId = `discord:${FOREIGN_GUILD}/${FOREIGN_CHANNEL}`
    expect(await accessRestoredCalls[0]?.mayPost?.(left)).toBe(false)
  })
})

describe('set up for HTTP', () => {
  it('with another application’s key it is refused, and doctor says the same', async () => {
    const { chat } = await createHttpBot({ publicKey: createKeys().publicKey })
    const refusal = /^DISCORD_PUBLIC_KEY is not the public key of DISCORD_TOKEN's application\. Copy it/
    await expect(chat.start()).rejects.toThrow(refusal)
    await expect(chat.start()).rejects.toBeInstanceOf(RefusedError)
    await expect(chat.check?.(never)).rejects.toThrow(refusal)
    expect(chat.connected()).toBe(false)
  })

  it('says which address to enter while Discord has none, or another', async () => {
    const { discord, chat, lines, url } = await createHttpBot()
    expect(await chat.check?.(never)).toEqual([])
    discord.world.endpointUrl = null
    const [missing] = (await chat.check?.(never)) ?? []
    expect(missing).toMatch(
      /Interactions Endpoint URL .* https:\/\/papers\.example\.com\/discord\/interactions\.$/,
    )
    await chat.start()
    expect(lines.filter(({ level }) => level === 'warn').map(({ message }) => message)).toEqual([missing])
    discord.world.endpointUrl = url.replace('/interactions', '/other')
    expect(await chat.check?.(never)).toEqual([
      expect.stringMatching(/^Discord sends commands to http.*\/discord\/other\. Unless a proxy/),
    ])
  })

  it('by the gateway doctor says if Discord sends commands elsewhere', async () => {
    const { discord, chat } = await createBot()
    expect(await chat.check?.(never)).toEqual([])
    discord.world.endpointUrl = 'https://papers.example.com/discord/interactions'
    expect(await chat.check?.(never)).toEqual([
      expect.stringMatching(/^Discord sends no commands by the gateway, .* Set DISCORD_PUBLIC_KEY/),
    ])
  })

  it('there are no routes for the gateway', async () => {
    expect((await startBot({ reply: () => says('Yes.') })).chat.routes).toBeUndefined()
  })
})
