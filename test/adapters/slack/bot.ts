import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { createSlack, type SlackOptions } from '../../../adapters/slack/app.ts'
import type { ChannelId } from '../../../src/channels/channel-id.ts'
import type { Reply } from '../../../src/messages/reply.ts'
import type { Request } from '../../../src/messages/request.ts'
import type { PlatformChat } from '../../../src/ports/platform.ts'
import { createKeyValueStore } from '../../fakes/key-value-store.ts'
import { type FakeSlack, startSlack } from '../../fakes/slack/slack.ts'
import type { Workspace } from '../../fakes/slack/workspace.ts'

/** A fake Slack workspace with the adapter connected to it; both stop after each test. */

export interface LogLine {
  level: string
  message: string
  fields: Record<string, unknown>
}

export interface RestoredAccess {
  under: string
  mayPost: ((channel: ChannelId) => boolean | Promise<boolean>) | undefined
}

export interface Bot {
  /** Calls of `accessRestored`, in order. */
  restoredAccess: RestoredAccess[]
  slack: FakeSlack
  chat: PlatformChat
  /** For each reconnection, whether the adapter reported it. */
  reconnections: boolean[]
  /** The requests that were run, in order. */
  requests: Request[]
  lines: LogLine[]
}

/** Runs after the current test, in reverse order. */
export const afterTest = (cleanUp: () => Promise<void>): void => onTestFinished(cleanUp)

export const textReply = (text: string): Reply => ({ visibility: 'ephemeral', lines: [[{ text }]] })

export interface BotOptions extends Partial<SlackOptions> {
  workspace?: Partial<Workspace>
  /** The answer to every command. */
  reply?: (request: Request) => Reply | Promise<Reply>
}

/** Not started yet. Uses Socket Mode unless the options say otherwise. */
export async function createBot({
  workspace,
  reply = () => textReply('Done.'),
  ...options
}: BotOptions = {}): Promise<Bot> {
  const slack = await startSlack(workspace)
  afterTest(() => slack.close())
  const requests: Request[] = []
  const reconnections: boolean[] = []
  const restoredAccess: RestoredAccess[] = []
  const lines: LogLine[] = []
  const line = (level: string) => (fields: Record<string, unknown>, message: string) =>
    void lines.push({ level, message, fields })
  const chat: PlatformChat = createSlack({
    botToken: slack.workspace.botToken,
    appToken: slack.workspace.appToken,
    apiUrl: slack.apiUrl,
    log: { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') },
    suggest: async () => [],
    accessRestored: async (under, mayPost) => void restoredAccess.push({ under, mayPost }),
    accessLost: async () => {},
    reconnected: () => void reconnections.push(chat.connected()),
    isFirst: async () => true,
    version: '1.2.3',
    keyValues: createKeyValueStore(),
    clock: { now: Date.now },
    backoff: { backoffMs: 1, maxBackoffMs: 5 },
    run: async request => {
      requests.push(request)
      return reply(request)
    },
    ...options,
  })
  afterTest(() => chat.stop())
  return { slack, chat, reconnections, requests, restoredAccess, lines }
}

export async function startBot(options: BotOptions = {}): Promise<Bot> {
  const bot = await createBot(options)
  await bot.chat.start()
  return bot
}

/** Not started yet. The bot in HTTP mode, behind a web server as in production. */
export async function createHttpBot(options: BotOptions = {}): Promise<Bot & { url: string }> {
  const signingSecret = 'another-made-up-secret'
  const bot = await createBot({
    ...options,
    appToken: undefined,
    signingSecret,
    workspace: { ...options.workspace, signingSecret },
  })
  const server = http.createServer((request, response) =>
    bot.chat.routes?.['POST /slack/events']?.(request, response),
  )
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  afterTest(async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  })
  return { ...bot, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events` }
}
