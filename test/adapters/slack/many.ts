import { randomBytes } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSlack, type SlackOptions } from '../../../adapters/slack/app.ts'
import { sealSecrets, slackId, writeDetails } from '../../../adapters/slack/installation-record.ts'
import { createSealer } from '../../../src/lib/sealed.ts'
import type { Request } from '../../../src/messages/request.ts'
import type { PlatformChat } from '../../../src/ports/platform.ts'
import type { Store } from '../../../src/ports/store.ts'
import { createFakeClock, type FakeClock } from '../../fakes/clock.ts'
import { createPerson, type Visit } from '../../fakes/slack/installing.ts'
import { type FakeSlack, startSlack } from '../../fakes/slack/slack.ts'
import { CLIENT } from '../../fakes/slack/tenants.ts'
import { openMemoryStore } from '../../fixtures/memory-store.ts'
import { afterTest, type BotOptions, type LogLine, textReply } from './bot.ts'

/** The bot for many workspaces in HTTP mode, on a database in memory. */

export const PUBLIC_URL = 'https://papers.example'

export interface ManyBot {
  slack: FakeSlack
  chat: PlatformChat
  store: Store
  clock: FakeClock
  requests: Request[]
  lines: LogLine[]
  /** Scopes whose access was lost, with the reason, and restored. */
  lost: [string, string][]
  restored: string[]
  /** Where Slack sends requests. */
  to: string
  /** A person's browser. */
  person(): ReturnType<typeof createPerson>
  visit(path: string): Promise<Visit>
}

export interface ManyOptions extends BotOptions {
  slack?: FakeSlack
  store?: Store
  clock?: FakeClock
  secrets?: readonly [Uint8Array, ...Uint8Array[]]
}

export const SECRET = randomBytes(32)

export async function createManyBot({
  reply,
  secrets = [SECRET],
  ...options
}: ManyOptions = {}): Promise<ManyBot> {
  const slack = options.slack ?? (await startSlack(options.workspace))
  if (!options.slack) afterTest(() => slack.close())
  const store = options.store ?? (await openMemoryStore())
  if (!options.store) afterTest(() => store.close())
  const clock = options.clock ?? createFakeClock(new Date().toISOString())
  const requests: Request[] = []
  const lines: LogLine[] = []
  const [lost, restored]: [ManyBot['lost'], string[]] = [[], []]
  const line = (level: string) => (fields: Record<string, unknown>, message: string) =>
    void lines.push({ level, message, fields })
  const { clock: _clock, slack: _slack, store: _store, workspace: _workspace, ...slackOptions } = options
  const chat = createSlack({
    oauth: { clientId: CLIENT.id, clientSecret: CLIENT.secret, stateSecret: 'a made-up state secret' },
    signingSecret: slack.workspace.signingSecret,
    apiUrl: slack.apiUrl,
    log: { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') },
    suggest: async () => [],
    isFirst: async () => true,
    accessRestored: async under => void restored.push(under),
    accessLost: async (scope, reason) => void lost.push([scope, reason]),
    reconnected() {},
    version: '1.2.3',
    keyValues: store.keyValues,
    installing: { installations: store.installations, sealer: createSealer(secrets), publicUrl: PUBLIC_URL },
    clock,
    backoff: { backoffMs: 1, maxBackoffMs: 5 },
    run: async request => {
      requests.push(request)
      return reply?.(request) ?? textReply(`Done in ${request.channel}.`)
    },
    ...(slackOptions satisfies Partial<SlackOptions>),
  })
  afterTest(() => chat.stop())
  const server = http.createServer((request, response) => {
    const route = `${request.method} ${request.url?.replace(/\?.*/, '')}`
    const listener = Object.entries(chat.routes ?? {}).find(([name]) => name === route)?.[1]
    if (listener) return listener(request, response)
    response.writeHead(404).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  afterTest(async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const person = () => createPerson({ slack, url, publicUrl: PUBLIC_URL })
  return {
    slack,
    chat,
    store,
    clock,
    requests,
    lines,
    lost,
    restored,
    to: `${url}/slack/events`,
    person,
    visit: path => person().visit(`${PUBLIC_URL}${path}`),
  }
}

/** The fake's own workspace, as if somebody had installed the app there. Started unless the options say otherwise. */
export async function createInstalledBot({
  started = true,
  ...options
}: ManyOptions & { started?: boolean | undefined } = {}): Promise<ManyBot> {
  const bot = await createManyBot(options)
  const { teamId, botId, botUserId, botToken, scopes } = bot.slack.workspace
  const id = slackId(teamId)
  await bot.store.installations.save({
    id,
    botId,
    details: writeDetails({ team: 'Papers', botId, botUserId, scopes: [...scopes] }),
    secrets: sealSecrets(createSealer([SECRET]), id, { botToken }),
    installedAt: bot.clock.now() - 86_400_000,
  })
  if (started) await bot.chat.start()
  return bot
}

export async function startManyBot(options?: ManyOptions): Promise<ManyBot> {
  const bot = await createManyBot(options)
  await bot.chat.start()
  return bot
}
