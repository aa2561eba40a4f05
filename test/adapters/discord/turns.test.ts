import { describe, expect, it } from 'vitest'
import type { InTurn } from '../../../src/ports/chat.ts'
import { everydayDigest } from '../../fixtures/digests.ts'
import { afterTest, type Bot, createBot, says, startBot } from './bot.ts'

/** Turns that a test gives and takes. */
function createTurns() {
  const waiting: ((signal: AbortSignal) => Promise<void>)[] = []
  const inTurn: InTurn = (_, work, signal) =>
    new Promise(resolve => {
      waiting.push(work)
      signal.addEventListener('abort', () => resolve())
    })
  /** Gives the turn to whoever has waited longest. @returns takes it away again */
  function give(): () => Promise<void> {
    const turn = new AbortController()
    const done = waiting.shift()?.(turn.signal)
    return async () => {
      turn.abort()
      await done
    }
  }
  return { inTurn, give }
}

/** Two processes of one bot, of which the first has opened the gateway. */
async function startTwo() {
  const turns = createTurns()
  const first = await startBot({ inTurn: turns.inTurn, reply: () => says('From the first.') })
  const { discord, keyValues } = first
  const second = await startBot({
    discord,
    keyValues,
    inTurn: turns.inTurn,
    reply: () => says('From the second.'),
  })
  const end = turns.give()
  afterTest(end)
  await first.nextLine("opened Discord's gateway")
  return { first, second, discord, turns, end }
}

const post = ({ chat, discord }: Bot, edition: string) =>
  chat.publish(
    {
      channel: `discord:${discord.world.guildId}/${discord.world.channels[0]?.id}`,
      digest: everydayDigest,
      step: 0,
      key: edition,
    },
    new AbortController().signal,
  )

describe('several processes of one bot', () => {
  it('are all connected before any has its turn at the gateway, and post', async () => {
    const turns = createTurns()
    const bot = await startBot({ inTurn: turns.inTurn })
    expect(bot.chat.connected()).toBe(true)
    expect(bot.discord.gateway.connections.all).toHaveLength(0)
    expect(await post(bot, 'a')).toMatchObject({ kind: 'sent' })
  })

  it('open the gateway once, and who has it answers', async () => {
    const { first, second, discord } = await startTwo()
    expect((await (await discord.sendCommand('status')).answer()).text).toBe('From the first.')
    expect(second.requests).toEqual([])
    expect(await post(second, 'a')).toMatchObject({ kind: 'sent' })
    expect(await post(first, 'b')).toMatchObject({ kind: 'sent' })
    expect(discord.gateway.connections.all).toHaveLength(1)
  })

  it('hand it over: who loses its turn closes it and goes on posting, and the next answers', async () => {
    const { first, second, discord, turns, end } = await startTwo()
    await end()
    await discord.gateway.allClosed()
    expect(first.chat.connected()).toBe(true)
    afterTest(turns.give())
    await second.nextLine("opened Discord's gateway")
    expect((await (await discord.sendCommand('status')).answer()).text).toBe('From the second.')
    expect(first.requests).toEqual([])
    expect(await post(first, 'c')).toMatchObject({ kind: 'sent' })
  })

  it('says that it isn’t connected while its gateway is lost', async () => {
    const { first, second, discord } = await startTwo()
    discord.gateway.sendsHello = false
    discord.gateway.cut()
    await first.nextLine("lost the connection to Discord's gateway")
    expect(first.chat.connected()).toBe(false)
    expect(second.chat.connected()).toBe(true)
  })

  it('is rejected where Discord refuses the token', async () => {
    const { chat } = await createBot({ inTurn: createTurns().inTurn, token: 'wrong' })
    await expect(chat.start()).rejects.toThrow('Discord refused DISCORD_TOKEN')
  })
})
