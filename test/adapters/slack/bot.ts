import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { createSlack, type SlackChat, type SlackOptions } from '../../../adapters/slack/app.ts'
import type { ChannelId } from '../../../src/channels/channel-id.ts'
import type { Reply } from '../../../src/messages/reply.ts'
import type { Request } from '../../../src/messages/request.ts'
import { createKeyValueStore } from '../../fakes/key-value-store.ts'
import { type FakeSlack, startSlack } from '../../fakes/slack/slack.ts'
import type { Workspace } from '../../fakes/slack/workspace.ts'

/** A Slack workspace and the adapter in it, ended after each test. */

export interface LogLine {
  level: string
  message: string
  fields: Record<string, unknown>
}

export interface Reopening {
  under: string
  mayPost: ((channel: ChannelId) => boolean) | undefined
}

export interface Bot {
  /** Where the bot said that it may post again, in order. */
  reopenings: Reopening[]
  slack: FakeSlack
  chat: SlackChat
  /** What was run, in order. */
  requests: Request[]
  lines: LogLine[]
}

/** Runs when the test that calls it has ended; what came last comes first. */
export const atTheEnd = (cleanUp: () => Promise<void>): void => onTestFinished(cleanUp)

export const says = (text: string): Reply => ({ visibility: 'ephemeral', lines: [[{ text }]] })

export interface BotOptions extends Partial<SlackOptions> {
  workspace?: Partial<Workspace>
  /** What the command answers. */
  reply?: (request: Request) => Reply | Promise<Reply>
}

/** Not started yet. Socket Mode, unless the options say otherwise. */
export async function createBot({
  workspace,
  reply = () => says('Done.'),
  ...options
}: BotOptions = {}): Promise<Bot> {
  const slack = await startSlack(workspace)
  atTheEnd(() => slack.close())
  const requests: Request[] = []
  const reopenings: Reopening[] = []
  const lines: LogLine[] = []
  const line = (level: string) => (fields: Record<string, unknown>, message: string) =>
    void lines.push({ level, message, fields })
  const chat = createSlack({
    botToken: slack.workspace.botToken,
    appToken: slack.workspace.appToken,
    apiUrl: slack.apiUrl,
    log: { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') },
    suggest: async () => [],
    accessRestored: async (under, mayPost) => void reopenings.push({ under, mayPost }),
    version: '1.2.3',
    keyValues: createKeyValueStore(),
    backoff: { backoffMs: 1, maxBackoffMs: 5 },
    run: async request => {
      requests.push(request)
      return reply(request)
    },
    ...options,
  })
  atTheEnd(() => chat.stop())
  return { slack, chat, requests, reopenings, lines }
}

export async function startBot(options: BotOptions = {}): Promise<Bot> {
  const bot = await createBot(options)
  await bot.chat.start()
  return bot
}

/** Not started yet. The bot in HTTP mode, behind a web server such as the process has. */
export async function createHttpBot(options: BotOptions = {}): Promise<Bot & { url: string }> {
  const signingSecret = 'another-made-up-secret'
  const bot = await createBot({
    ...options,
    appToken: undefined,
    signingSecret,
    workspace: { signingSecret },
  })
  const server = http.createServer((request, response) => bot.chat.requestListener?.(request, response))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  atTheEnd(async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  })
  return { ...bot, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events` }
}
