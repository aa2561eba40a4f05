import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { createDiscord, type DiscordOptions } from '../../../adapters/discord/app.ts'
import type { ChannelId } from '../../../src/channels/channel-id.ts'
import type { Reply } from '../../../src/messages/reply.ts'
import type { Request } from '../../../src/messages/request.ts'
import type { KeyValueStore } from '../../../src/ports/key-value-store.ts'
import type { PlatformChat } from '../../../src/ports/platform.ts'
import { type FakeDiscord, startDiscord } from '../../fakes/discord/discord.ts'
import type { World } from '../../fakes/discord/world.ts'
import { createKeyValueStore } from '../../fakes/key-value-store.ts'
import { createRecord } from '../../fakes/record.ts'

/** A fake Discord server with the adapter connected to it, stopped after each test. */

const NOW = Date.parse('2026-11-23T09:00Z')

export interface LogLine {
  level: string
  message: string
  fields: Record<string, unknown>
}

export interface AccessRestoredCall {
  under: string
  mayPost: ((channel: ChannelId) => boolean | Promise<boolean>) | undefined
}

export interface Bot {
  /** The calls of `accessRestored`, in order. */
  accessRestoredCalls: AccessRestoredCall[]
  discord: FakeDiscord
  chat: PlatformChat
  /** For each reconnection, whether the adapter reported it. */
  reconnections: boolean[]
  /** The requests that were run, in order. */
  requests: Request[]
  lines: readonly LogLine[]
  /** The first line with this message that wasn't returned before; waits for one if needed. */
  nextLine(message: string): Promise<LogLine>
  keyValues: KeyValueStore
}

/** Runs after the current test, in reverse order. */
export const afterTest = (cleanUp: () => Promise<void>): void => onTestFinished(cleanUp)

export const says = (text: string, visibility: Reply['visibility'] = 'ephemeral'): Reply => ({
  visibility,
  lines: [[{ text }]],
})

export interface BotOptions extends Partial<DiscordOptions> {
  world?: Partial<World>
  /** An existing server, for a second start. */
  discord?: FakeDiscord
  /** The reply to a command. */
  reply?: (request: Request) => Reply | Promise<Reply>
}

/** Not started yet. A high `deferAfterMs` keeps a slow machine from deferring replies. */
export async function createBot({
  world,
  reply = () => says('Done.'),
  ...options
}: BotOptions = {}): Promise<Bot> {
  const discord = options.discord ?? (await startDiscord(world))
  afterTest(() => discord.close())
  const requests: Request[] = []
  const reconnections: boolean[] = []
  const accessRestoredCalls: AccessRestoredCall[] = []
  const lines = createRecord<LogLine>()
  const keyValues = options.keyValues ?? createKeyValueStore()
  const line = (level: string) => (fields: Record<string, unknown>, message: string) =>
    lines.add({ level, message, fields })
  const chat: PlatformChat = createDiscord({
    token: discord.token,
    apiUrl: discord.apiUrl,
    log: { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') },
    suggest: async () => [],
    accessRestored: async (under, mayPost) => void accessRestoredCalls.push({ under, mayPost }),
    accessLost: async () => {},
    reconnected: () => void reconnections.push(chat.connected()),
    isFirst: async () => true,
    clock: { now: () => NOW },
    version: '1.2.3',
    deferAfterMs: 20_000,
    backoff: { backoffMs: 1, maxBackoffMs: 5 },
    run: async request => {
      requests.push(request)
      return reply(request)
    },
    ...options,
    keyValues,
  })
  afterTest(() => chat.stop())
  const nextLine = (message: string): Promise<LogLine> => lines.next(each => each.message.includes(message))
  return {
    discord,
    chat,
    reconnections,
    requests,
    accessRestoredCalls,
    lines: lines.all,
    nextLine,
    keyValues,
  }
}

export async function startBot(options: BotOptions = {}): Promise<Bot> {
  const bot = await createBot(options)
  await bot.chat.start()
  return bot
}

/** The bot behind a web server as in production, and Discord sends interactions there. Not started yet. */
export async function createHttpBot(options: BotOptions = {}): Promise<Bot & { url: string }> {
  const discord = options.discord ?? (await startDiscord(options.world))
  const bot = await createBot({ publicKey: discord.keys.publicKey, ...options, discord })
  const server = http.createServer((request, response) =>
    bot.chat.routes?.['POST /discord/interactions']?.(request, response),
  )
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  afterTest(async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/discord/interactions`
  discord.sendTo(url)
  return { ...bot, url }
}

export async function startHttpBot(options: BotOptions = {}): Promise<Bot & { url: string }> {
  const bot = await createHttpBot(options)
  await bot.chat.start()
  return bot
}
