import { describe, expect, it } from 'vitest'
import type { ChannelId } from '../../../src/channels/channel-id.ts'
import type { Verdict } from '../../../src/ports/publisher.ts'
import { CHANNEL, DIRECT_CHANNEL, GUILD } from '../../fakes/discord/world.ts'
import { everydayDigest } from '../../fixtures/digests.ts'
import { type Bot, type BotOptions, startBot, startHttpBot } from './bot.ts'

const channel: ChannelId = `discord:${GUILD}/${CHANNEL}`
const signal = new AbortController().signal
const publish = ({ chat }: Bot, to = channel): Promise<Verdict> =>
  chat.publish({ channel: to, digest: everydayDigest, step: 0, key: `${to} first 0` }, signal)

/** The scopes of the servers that have removed the bot, as it reports them. */
async function startWithLost(options: BotOptions = {}) {
  const lost: string[] = []
  const bot = await startBot({ ...options, accessLost: async scope => void lost.push(scope) })
  return { ...bot, lost }
}

describe('a server that removes the bot', () => {
  it('is reported at once', async () => {
    const { discord, lost } = await startWithLost()
    await discord.gateway.dispatch('GUILD_DELETE', { id: GUILD })
    await expect.poll(() => lost).toEqual([`discord:${GUILD}/`])
  })

  it('differs from one that has an outage', async () => {
    const { discord, lost } = await startWithLost()
    await discord.gateway.dispatch('GUILD_DELETE', { id: GUILD, unavailable: true })
    await discord.gateway.dispatch('GUILD_DELETE', { id: '290926798626357777' })
    await expect.poll(() => lost).toEqual(['discord:290926798626357777/'])
  })

  it('that can’t be recorded is logged', async () => {
    const { discord, nextLine } = await startBot({
      accessLost: () => Promise.reject(new Error('the database is locked')),
    })
    await discord.gateway.dispatch('GUILD_DELETE', { id: GUILD })
    expect(await nextLine('was removed from a server')).toMatchObject({ level: 'warn' })
  })

  it.each([
    ['the gateway', startBot],
    ['HTTP', startHttpBot],
  ])('is told from a deleted channel by a post, with %s', async (_, start) => {
    for (const code of [10003, 10004, 50001]) {
      const bot = await start()
      bot.discord.fail('postMessage', { status: 403, code })
      expect(await publish(bot)).toMatchObject({ kind: 'dead', scope: 'channel' })
      bot.discord.fail('postMessage', { status: 403, code })
      bot.discord.fail('guild', { status: 404, code: 10004 })
      expect(await publish(bot)).toEqual({
        kind: 'dead',
        scope: 'workspace',
        code: String(code),
        reason: 'the bot was removed from this server: invite it again',
        uninstalled: true,
      })
    }
  })

  it('is not asked about after other refusals, nor for direct messages, and in doubt the channel alone is paused', async () => {
    const bot = await startBot()
    const asked = () => bot.discord.calls.filter(({ operation }) => operation === 'guild').length
    bot.discord.fail('postMessage', { status: 403, code: 50013 })
    expect(await publish(bot)).toMatchObject({ kind: 'dead', scope: 'channel' })
    bot.discord.fail('postMessage', { status: 404, code: 10003 })
    expect(await publish(bot, `discord:@me/${DIRECT_CHANNEL}`)).toMatchObject({ scope: 'channel' })
    expect(asked()).toBe(0)
    bot.discord.fail('postMessage', { status: 404, code: 10003 })
    bot.discord.fail('guild', { status: 500 })
    expect(await publish(bot)).toMatchObject({ kind: 'dead', scope: 'channel' })
    expect(asked()).toBe(1)
  })

  it('stays suspended while the token itself is accepted', async () => {
    const { chat, discord } = await startBot()
    discord.fail('guild', { status: 403, code: 50001 })
    expect(await chat.checkToken?.(signal, `discord:${GUILD}/`)).toBe(false)
    expect(await chat.checkToken?.(signal, `discord:${GUILD}/`)).toBe(true)
    expect(await chat.checkToken?.(signal, 'discord:')).toBe(true)
  })
})
