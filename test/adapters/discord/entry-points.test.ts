import { describe, expect, it } from 'vitest'
import { filledIn } from '../../../src/messages/form.ts'
import type { Suggest } from '../../../src/ports/chat.ts'
import { CHANNEL, DIRECT_CHANNEL, GUILD } from '../../fakes/discord/world.ts'
import { createBot, says, startBot } from './bot.ts'

describe('autocomplete', () => {
  it.each([
    ['subscribe', 'topic', 'topic'],
    ['unsubscribe', 'topic', 'followed'],
    ['schedule', 'zone', 'zone'],
    ['show', 'paper', 'paper'],
  ] as const)('of %s %s gets suggestions', async (subcommand, option, kind) => {
    const asked: Parameters<Suggest>[0][] = []
    const { discord } = await startBot({
      async suggest(question) {
        asked.push(question)
        return [{ label: 'Paris', value: 'Europe/Paris' }]
      },
    })
    const answer = await (await discord.typeOption(subcommand, option, 'par')).answer()
    expect(answer).toMatchObject({
      kind: 'suggest',
      body: { choices: [{ name: 'Paris', value: 'Europe/Paris' }] },
    })
    expect(asked).toEqual([{ channel: `discord:${GUILD}/${CHANNEL}`, kind, typed: 'par' }])
    discord.assertClean()
  })

  it('gets no suggestions when finding them takes too long', async () => {
    const { discord } = await startBot({ suggest: () => new Promise(() => {}) })
    const answer = await (await discord.typeOption('subscribe', 'topic', 'a')).answer()
    expect(answer.body).toMatchObject({ choices: [] })
  })

  it('keeps to Discord’s limits on the number and length of suggestions', async () => {
    const { discord } = await startBot({
      suggest: async () =>
        Array.from({ length: 40 }, (_, index) => ({
          label: `${index} ${'long '.repeat(40)}`,
          value: index === 3 ? 'v'.repeat(101) : `v${index}`,
        })),
    })
    const { body } = await (await discord.typeOption('subscribe', 'topic', '')).answer()
    expect(body.choices).toHaveLength(25)
    discord.assertClean()
  })
})

describe('“Look up papers” in the menu of a message', () => {
  it('looks up what the message links to, also in direct messages', async () => {
    const { discord, requests } = await startBot({ reply: () => says('One paper.') })
    const content = 'Read https://arxiv.org/abs/2401.00010 @everyone'
    const answer = await (
      await discord.useMessageCommand('Look up papers', content, {
        channel: DIRECT_CHANNEL,
      })
    ).answer()
    expect(answer).toMatchObject({ kind: 'reply', visibility: 'ephemeral', text: 'One paper.' })
    expect(requests[0]?.text).toBe('lookup')
    expect(filledIn(requests[0]?.form, 'text')).toContain(content)
    discord.assertClean()
  })
})

describe('a thread, an announcement channel', () => {
  it.each([
    ['a thread', 11],
    ['an announcement channel', 5],
  ])('%s works like any channel', async (_, type) => {
    const id = '290926798626357901'
    const { discord, requests, chat } = await startBot({ world: { channels: [{ id, type }] } })
    await (await discord.sendCommand('subscribe', { channel: id })).answer()
    expect(requests[0]).toMatchObject({ channel: `discord:${GUILD}/${id}`, mayChange: true })
    expect(chat.connected()).toBe(true)
    discord.assertClean()
  })
})

describe('joining a server', () => {
  const NEW = '290926798626357777'
  const FIRST = '290926798626357778'

  it('posts one welcome where the bot may post, and none after a restart', async () => {
    const world = {
      channels: [
        { id: CHANNEL, type: 0 },
        { id: FIRST, type: 0 },
      ],
    }
    const first = await startBot({ world, reply: () => says('Hello!', 'public') })
    await first.discord.join(NEW, [FIRST])
    expect(await first.discord.nextPost()).toMatchObject({ channelId: FIRST, text: 'Hello!' })
    expect(first.requests[0]).toMatchObject({ text: 'welcome', channel: `discord:${NEW}/${FIRST}` })
    await first.chat.stop()
    const second = await createBot({ discord: first.discord, keyValues: first.keyValues })
    await second.chat.start()
    await second.discord.join(NEW, [FIRST])
    await (await second.discord.sendCommand('status')).answer()
    expect(second.requests.map(({ text }) => text)).toEqual(['status'])
    first.discord.assertClean()
  })

  it('long before a start posts no welcome', async () => {
    const { discord, requests } = await startBot()
    await (await discord.sendCommand('status')).answer()
    expect(requests.map(({ text }) => text)).toEqual(['status'])
  })
})
