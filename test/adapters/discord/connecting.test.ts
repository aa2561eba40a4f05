import { describe, expect, it } from 'vitest'
import { createCloseLoopDetector } from '../../../adapters/discord/connection-log.ts'
import { RefusedError } from '../../../src/ports/refused-error.ts'
import { createBot, says, startBot } from './bot.ts'

const GUILDS_INTENT = 1

describe('connecting', () => {
  it('is done once all servers are known, with no other intent than servers', async () => {
    const { chat, discord, lines, nextLine } = await createBot()
    expect(chat.connected()).toBe(false)
    await chat.start()
    expect(chat.connected()).toBe(true)
    expect(await discord.gateway.identifies.next()).toEqual({ intents: GUILDS_INTENT })
    await nextLine('registered')
    expect(lines.map(({ level, message, fields }) => ({ level, message, ...fields }))).toEqual([
      { level: 'info', message: 'connected to Discord', bot: 'Paper Round', servers: 1 },
      { level: 'info', message: 'registered /papers with Discord' },
    ])
    discord.assertClean()
  })

  const rejectionOf = async (chat: { start(): Promise<void> }): Promise<RefusedError> => {
    const error = await chat.start().then(
      () => new Error('it connected'),
      reason => reason,
    )
    expect(error).toBeInstanceOf(RefusedError)
    return error
  }

  it.each([
    [4004, 'Discord refused DISCORD_TOKEN. Copy it again from the Bot page'],
    [4014, 'Discord refused the intents that the bot asked for. Allow them on the Bot page'],
  ])('is rejected with the close code %i', async (code, message) => {
    const { chat, discord } = await createBot()
    discord.gateway.rejectsWith = code
    expect((await rejectionOf(chat)).message).toContain(message)
  })

  it('keeps tokens out of the log', async () => {
    const { discord, lines } = await startBot()
    discord.fail('callback', { status: 400, code: 50035 })
    await discord.sendCommand('status')
    await (await discord.sendCommand('status')).answer()
    const log = JSON.stringify(lines)
    for (const secret of [discord.token, 'made-up-interaction-token']) expect(log).not.toContain(secret)
  })
})

describe('a lost gateway', () => {
  it('shows as not connected, then resumes and answers a command sent meanwhile', async () => {
    const { discord, chat, requests, nextLine } = await startBot()
    discord.gateway.cut()
    await nextLine("lost the connection to Discord's gateway")
    expect(chat.connected()).toBe(false)
    const command = await discord.sendCommand('status')
    await command.answer()
    expect(requests).toHaveLength(1)
    expect(await discord.gateway.resumes.next()).toEqual({ missed: 1 })
    expect(chat.connected()).toBe(true)
    expect(discord.gateway.identifies.all).toHaveLength(1)
  })

  it('isn’t reconnected when Discord rejects the token, and the log says what to do', async () => {
    const { discord, chat, nextLine } = await startBot()
    discord.gateway.closeWith(4004)
    expect(await nextLine('Discord refused DISCORD_TOKEN. Copy it again')).toMatchObject({
      level: 'error',
      message: expect.stringContaining('Then start the bot again.'),
    })
    expect(chat.connected()).toBe(false)
  })

  it('counts as a loop once it is lost five times in ten minutes', () => {
    const isLoop = createCloseLoopDetector()
    const minutes = [0, 1, 2, 3, 4, 5, 30, 31, 32, 33, 39]
    expect(minutes.filter(minute => isLoop(minute * 60_000))).toEqual([4, 5, 39])
  })
})

describe('stopping', () => {
  it('takes no new commands while a running one is answered', async () => {
    const work = Promise.withResolvers<void>()
    const started = Promise.withResolvers<void>()
    const { chat, discord, requests } = await startBot({
      reply: () => {
        started.resolve()
        return work.promise.then(() => says('Just in time.'))
      },
    })
    await discord.sendCommand('today')
    await started.promise
    const stopping = chat.stop()
    expect(chat.connected()).toBe(false)
    await discord.sendCommand('status')
    work.resolve()
    await stopping
    await discord.gateway.allClosed()
    expect(discord.acts.map(({ text }) => text)).toEqual(['Just in time.'])
    expect(requests).toHaveLength(1)
  })
})
