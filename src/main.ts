import { randomBytes } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { createArxiv } from '../adapters/arxiv/arxiv.ts'
import { createHuggingFace } from '../adapters/huggingface/huggingface.ts'
import { createLog } from '../adapters/log/pino.ts'
import type { Screen } from '../adapters/preview/describe-terminal.ts'
import { createPreview } from '../adapters/preview/preview.ts'
import { openSqliteStore } from '../adapters/sqlite/store.ts'
import { html } from '../adapters/web/answer.ts'
import { healthRoutes } from '../adapters/web/health.ts'
import { createWeb } from '../adapters/web/server.ts'
import { SOURCE } from '../config/defaults.ts'
import { parseEnv } from '../config/env.ts'
import type { Env } from '../config/schema.ts'
import { settingsFrom } from '../config/settings.ts'
import manifest from '../package.json' with { type: 'json' }
import { type AppDeps, createApp } from './app/app.ts'
import { createTimetable, type Timetable } from './app/timetable.ts'
import type { Channel } from './channels/channel.ts'
import { PREVIEW_CHANNEL } from './channels/channel-id.ts'
import { createResilientSource } from './collecting/resilient-source.ts'
import type { Log } from './ports/log.ts'
import type { Store } from './ports/store.ts'
import { EVERYTHING } from './search/topics.ts'
import type { Clock, Timer } from './time/clock.ts'

export const VERSION = manifest.version

/** What a process gives its parts; tests give others. */
export interface Surroundings {
  env: Record<string, string | undefined>
  stdout: NodeJS.WritableStream & Screen
  stderr: Screen
  clock: Clock
  timetable: (log: Log) => Timetable
  timer?: Timer
}

export const thisProcess: Surroundings = {
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  clock: { now: Date.now },
  timetable: createTimetable,
}

export interface Running {
  /** Where its pages are. */
  url: string
  log: Log
  /** Resolves once papers were collected, or could not be, and the clock's work has begun. */
  started(): Promise<void>
  /** Resolves once every platform is connected; rejects with RefusedError when all of them have refused us. */
  connected(): Promise<void>
  stop(): Promise<void>
}

const newReference = (): string => randomBytes(4).toString('hex')

/**
 * Makes the connections to the platforms that have a token. Their SDKs are loaded only then: they are most of the time and
 * memory that a start takes.
 */
export async function loadChats(env: Env, parts: { keyValues: Store['keyValues']; clock: Clock; log: Log }) {
  const slack = env.SLACK_BOT_TOKEN ? await import('../adapters/slack/app.ts') : undefined
  const discord = env.DISCORD_TOKEN ? await import('../adapters/discord/app.ts') : undefined
  return (commands: Parameters<AppDeps['connect']>[0]) => {
    const shared = { ...parts, ...commands, version: VERSION }
    return {
      slack: slack?.createSlack({
        ...shared,
        botToken: env.SLACK_BOT_TOKEN ?? '',
        appToken: env.SLACK_APP_TOKEN,
        signingSecret: env.SLACK_SIGNING_SECRET,
        apiUrl: env.SLACK_API_URL,
      }),
      discord: discord?.createDiscord({
        ...shared,
        token: env.DISCORD_TOKEN ?? '',
        apiUrl: env.DISCORD_API_URL,
        guildId: env.DISCORD_GUILD_ID,
      }),
    }
  }
}

async function loadTerminal(stdout: Surroundings['stdout'], env: Surroundings['env'], log: Log) {
  const { createTerminalPreview } = await import('../adapters/preview/terminal.ts')
  const { describeTerminal } = await import('../adapters/preview/describe-terminal.ts')
  return createTerminalPreview({ stdout, terminal: () => describeTerminal(stdout, env), log })
}

/** The preview channel follows everything while no chat is connected, and nothing once one is. */
async function keepPreviewChannel({ channels }: Store, channel: Channel, isPreview: boolean): Promise<void> {
  if (!isPreview) return void (await channels.unsubscribe(PREVIEW_CHANNEL, 'all'))
  await channels.save(channel)
  await channels.subscribe(PREVIEW_CHANNEL, EVERYTHING, 'Paper Round', channel.createdAt)
}

/** Hugging Face as the settings name it. A command asks it directly; the bot, through a circuit breaker. */
export const createSource = (env: Env, { clock, log }: { clock: Clock; log: Log }) =>
  createHuggingFace({ endpoint: env.HF_ENDPOINT, token: env.HF_TOKEN, version: VERSION, clock, log })

/**
 * Starts Paper Round. Resolves as soon as it can be stopped in order; it may still be collecting and connecting.
 * @throws ConfigError, StoreError or ListenError: it can't be started like this
 */
export async function start({
  env: variables,
  stdout,
  stderr,
  clock,
  timetable,
  timer,
}: Surroundings): Promise<Running> {
  const startedAt = clock.now()
  const env = parseEnv(variables)
  const settings = settingsFrom(env, VERSION)
  const isPreview = !env.SLACK_BOT_TOKEN && !env.DISCORD_TOKEN
  const log = await createLog({
    level: env.LOG_LEVEL,
    format: env.LOG_FORMAT ?? (stderr.isTTY ? 'pretty' : 'json'),
  })
  const store = await openSqliteStore({ path: env.DATABASE_URL, log, alone: true })
  const source = createResilientSource(createSource(env, { clock, log }), clock, SOURCE)
  const wait = (ms: number, signal: AbortSignal): Promise<void> => setTimeout(ms, undefined, { signal })
  const arxiv = createArxiv({
    endpoint: env.ARXIV_ENDPOINT,
    version: VERSION,
    ...{ clock, wait, log },
  })
  const terminal = isPreview ? await loadTerminal(stdout, variables, log) : undefined
  const connect = await loadChats(env, { keyValues: store.keyValues, clock, log })
  let slackListener: RequestListener | undefined
  const app = createApp({
    connect: commands => {
      const { slack, discord } = connect(commands)
      slackListener = slack?.requestListener
      return [slack, discord].filter(chat => chat !== undefined)
    },
    publishers: terminal ? [terminal] : [],
    lookUps: { sources: [source, arxiv], categories: arxiv },
    remoteSearch: source,
    timetable: timetable(log),
    timer,
    random: Math.random,
    ...{ store, source, clock, wait, log, newReference, settings },
  })
  const channel = app.newChannel(PREVIEW_CHANNEL)
  const preview = createPreview({ ...store, ...app, isPreview, clock, channel, settings })
  const web = createWeb({
    host: env.HOST,
    port: env.PORT,
    routes: {
      ...healthRoutes(app.obstacles),
      'GET /': async () => html(await preview.page()),
      ...(slackListener && { 'POST /slack/events': { delegate: slackListener } }),
    },
    ...{ log, newReference },
  })
  const stop = async (): Promise<void> => {
    try {
      await Promise.all([app.stop(), web.stop()])
    } finally {
      await store.close()
    }
  }
  try {
    const { url } = await web.start()
    await keepPreviewChannel(store, channel, isPreview)
    const begin = async (): Promise<void> => {
      const starting = app.start()
      if (terminal) {
        await preview.show(terminal, url, starting)
        app.onCollected(() => preview.refresh(terminal, url))
      }
      await starting
      log.info({ version: VERSION, url, ms: clock.now() - startedAt, preview: isPreview }, 'started')
    }
    const started = begin()
    started.catch(() => {})
    return { url, log, started: () => started, connected: app.connected, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
