import { describe, expect, it } from 'vitest'
import { command, ephemeralReply } from '../../../src/messages/reply.ts'
import { CHANNEL, DIRECT_CHANNEL, GUILD, PERSON } from '../../fakes/discord/world.ts'
import { everydayDigest } from '../../fixtures/digests.ts'
import { createBot, says, startBot } from './bot.ts'

describe('the commands', () => {
  it('are registered once, for all servers, and not again at the next start', async () => {
    const first = await startBot()
    const { guildId, commands } = await first.discord.nextRegistration()
    expect(guildId).toBeUndefined()
    expect(commands.map(({ name }) => name)).toEqual(['papers', 'Look up papers'])
    await first.chat.stop()
    const second = await startBot({ discord: first.discord, keyValues: first.keyValues })
    await (await second.discord.sendCommand('status')).answer()
    await second.chat.stop()
    expect(first.discord.registrations).toHaveLength(1)
    first.discord.assertClean()
  })

  it('are registered again when they have changed since', async () => {
    const { discord, chat, keyValues } = await startBot()
    await discord.nextRegistration()
    await chat.stop()
    await keyValues.set(`discord commands ${discord.world.applicationId} global`, 'hash of an older version')
    await startBot({ discord, keyValues })
    await discord.nextRegistration()
    expect(discord.registrations).toHaveLength(2)
  })

  it('can be clicked in answers, also after a start that registers nothing', async () => {
    const reply = () => ephemeralReply(['Type ', command('subscribe agents'), ' or ', command('help')])
    const first = await startBot({ reply })
    const answered = async () => (await (await first.discord.sendCommand('status')).answer()).text
    await expect.poll(answered).toMatch(/^Type <\/papers subscribe:(\d+)> `agents` or <\/papers help:\1>$/)
    const before = await answered()
    await first.chat.stop()
    await startBot({ discord: first.discord, keyValues: first.keyValues, reply })
    await expect.poll(answered).toBe(before)
    expect(first.discord.registrations).toHaveLength(1)
    first.discord.assertClean()
  })

  it('are registered in one server when one is configured', async () => {
    const { discord } = await startBot({ guildId: GUILD })
    expect((await discord.nextRegistration()).guildId).toBe(GUILD)
  })

  it('are registered even when Discord fails at first', async () => {
    const { discord } = await createBot().then(async bot => {
      bot.discord.fail('putCommands', { status: 500 }, 3)
      await bot.chat.start()
      return bot
    })
    await discord.nextRegistration()
    expect(discord.registrations).toHaveLength(1)
  })

  it('that Discord rejects are logged, and the bot keeps running', async () => {
    const bot = await createBot({ guildId: GUILD })
    bot.discord.fail('putCommands', { status: 403, code: 50001, message: 'Missing Access' })
    await bot.chat.start()
    await bot.discord.nextCall(({ operation }) => operation === 'putCommands')
    expect(bot.chat.connected()).toBe(true)
    await bot.chat.stop()
    const errors = bot.lines.filter(({ level }) => level === 'error').map(({ message }) => message)
    expect(errors).toEqual([
      expect.stringContaining('DISCORD_GUILD_ID. Is the bot in it? Discord: Missing Access'),
    ])
  })
})

describe('a slash command', () => {
  it('joins its options in the declared order', async () => {
    const { discord, requests } = await startBot()
    await (await discord.sendCommand('schedule 9:00 weekdays Europe/Paris')).answer()
    await (await discord.sendCommand('subscribe diffusion models')).answer()
    await (await discord.sendCommand('subscribe')).answer()
    expect(requests.map(({ text }) => text)).toEqual([
      'schedule 9:00 weekdays Europe/Paris',
      'subscribe diffusion models',
      'subscribe',
    ])
  })

  it.each([
    ['who may not manage the channel', { mayManage: false }, false],
    ['in direct messages', { channel: DIRECT_CHANNEL, mayManage: false }, true],
  ])('from someone %s sets whether they may change anything', async (_, asker, mayChange) => {
    const { discord, requests } = await startBot()
    await (await discord.sendCommand('post', asker)).answer()
    expect(requests[0]?.mayChange).toBe(mayChange)
  })

  it('in direct messages comes from a channel without a server', async () => {
    const { discord, requests } = await startBot()
    await (await discord.sendCommand('today', { channel: DIRECT_CHANNEL })).answer()
    expect(requests[0]).toMatchObject({ channel: `discord:@me/${DIRECT_CHANNEL}`, person: PERSON.name })
  })

  it('has the nickname of the person in this server', async () => {
    const { discord, requests } = await startBot()
    await (await discord.sendCommand('status', { nick: 'Countess' })).answer()
    expect(requests[0]?.person).toBe('Countess')
  })
})

describe('a slow command', () => {
  it.each([
    ['schedule 9:00', 'public'],
    ['today', 'ephemeral'],
  ] as const)('%s is deferred as %s, then answered', async (text, visibility) => {
    const work = Promise.withResolvers<void>()
    const { discord } = await startBot({
      deferAfterMs: 0,
      reply: () => work.promise.then(() => says('Found.', visibility)),
    })
    const command = await discord.sendCommand(text)
    expect(await command.act()).toMatchObject({ kind: 'defer', visibility })
    work.resolve()
    expect(await command.answer()).toMatchObject({ kind: 'edit', visibility, text: 'Found.' })
    discord.assertClean()
  })

  it.each([
    ['post', 'public', 'ephemeral'],
    ['status', 'ephemeral', 'public'],
  ] as const)(
    '%s deletes the deferred response when the reply has another visibility',
    async (text, before, after) => {
      const work = Promise.withResolvers<void>()
      const { discord } = await startBot({
        deferAfterMs: 0,
        reply: () => work.promise.then(() => says('Nothing follows.', after)),
      })
      const command = await discord.sendCommand(text)
      const acts = [await command.act()]
      work.resolve()
      acts.push(await command.act(), await command.act())
      expect(acts.map(({ kind, visibility }) => `${kind} ${visibility}`)).toEqual([
        `defer ${before}`,
        `delete ${before}`,
        `follow-up ${after}`,
      ])
      discord.assertClean()
    },
  )
})

describe('an answer that Discord rejects', () => {
  it.each([
    ['10062', { status: 404, code: 10062 }, 'debug'],
    ['40060', { status: 400, code: 40060 }, 'debug'],
    ['50035', { status: 400, code: 50035 }, 'warn'],
  ])('with code %s is dropped, and the next one works', async (_, fault, level) => {
    const { discord, lines } = await startBot()
    discord.fail('callback', fault)
    await discord.sendCommand('status')
    await discord.nextCall(({ operation }) => operation === 'callback')
    await (await discord.sendCommand('help')).answer()
    expect(
      lines.filter(({ message }) => message.startsWith('could not answer')).map(line => line.level),
    ).toEqual([level])
  })
})

describe('a button', () => {
  it('has the permissions of the person who clicked', async () => {
    const { discord, chat, requests } = await startBot()
    const channel = `discord:${GUILD}/${CHANNEL}` as const
    await chat.publish({ channel, digest: everydayDigest, step: 0, key: 'k' }, new AbortController().signal)
    const click = await discord.clickButton(await discord.nextPost(), 'All of today', { mayManage: false })
    await click.answer()
    expect(requests).toMatchObject([{ text: 'today', mayChange: false }])
  })
})
