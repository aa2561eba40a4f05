import { describe, expect, it } from 'vitest'
import type { Together } from '../../../src/ports/chat.ts'
import { realTimer } from '../../../src/time/timer.ts'
import { uncounted } from '../../fakes/rate-counters.ts'
import { everydayDigest } from '../../fixtures/digests.ts'
import { afterTest, type Bot, createBot, says, startBot } from './bot.ts'

/** The only part of the work, which a test gives to a process and takes away. */
function createTurns() {
  const waiting: ((turn: AbortSignal) => Promise<void>)[] = []
  /** For how many of the next events another process may have the turn already. */
  const state = { lost: 0 }
  const together: Together = {
    divideWork: ({ work }, signal) =>
      new Promise(resolve => {
        waiting.push(turn =>
          work({
            number: 0,
            of: 1,
            signal: AbortSignal.any([turn, signal]),
            isOurs: () => state.lost-- <= 0,
          }),
        )
        signal.addEventListener('abort', () => resolve())
      }),
    counters: uncounted,
    timer: realTimer,
  }
  /** Gives the turn to whoever has waited longest. @returns takes it away again */
  async function give(): Promise<() => Promise<void>> {
    await expect.poll(() => waiting.length).toBeGreaterThan(0)
    const turn = new AbortController()
    const done = waiting.shift()?.(turn.signal)
    return async () => {
      turn.abort()
      await done
    }
  }
  return { together, give, state }
}

/** Two processes of one bot, of which the first has opened the gateway. */
async function startTwo() {
  const turns = createTurns()
  const first = await startBot({ together: turns.together, reply: () => says('From the first.') })
  const { discord, keyValues } = first
  const second = await startBot({
    discord,
    keyValues,
    together: turns.together,
    reply: () => says('From the second.'),
  })
  const end = await turns.give()
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
    const bot = await startBot({ together: turns.together })
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
    afterTest(await turns.give())
    await second.nextLine("opened Discord's gateway")
    expect((await (await discord.sendCommand('status')).answer()).text).toBe('From the second.')
    expect(first.requests).toEqual([])
    expect(await post(first, 'c')).toMatchObject({ kind: 'sent' })
  })

  it('closes it in time, even if the database doesn’t answer', async () => {
    const turns = createTurns()
    const first = await startBot({
      together: turns.together,
      accessRestored: (_, mayPost) => (mayPost ? new Promise(() => {}) : Promise.resolve()),
    })
    const end = await turns.give()
    await first.nextLine("opened Discord's gateway")
    await Promise.all([end(), first.discord.gateway.allClosed()])
  })

  it('says that it isn’t connected while its gateway is lost', async () => {
    const { first, second, discord } = await startTwo()
    discord.gateway.sendsHello = false
    discord.gateway.cut()
    await first.nextLine("lost the connection to Discord's gateway")
    expect(first.chat.connected()).toBe(false)
    expect(second.chat.connected()).toBe(true)
  })

  it('leaves a command to another process that may have its turn already', async () => {
    const { first, discord, turns } = await startTwo()
    turns.state.lost = 1
    await discord.sendCommand('today')
    await (await discord.sendCommand('status')).answer()
    expect(first.requests.map(({ text }) => text)).toEqual(['status'])
  })

  it('is rejected where Discord refuses the token', async () => {
    const { chat } = await createBot({ together: createTurns().together, token: 'wrong' })
    await expect(chat.start()).rejects.toThrow('Discord refused DISCORD_TOKEN')
  })
})
