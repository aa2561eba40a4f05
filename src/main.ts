import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { createArxiv } from '../adapters/arxiv/arxiv.ts'
import { openMail } from '../adapters/email/open-mail.ts'
import { createHuggingFace } from '../adapters/huggingface/huggingface.ts'
import { createLog } from '../adapters/log/pino.ts'
import { PLATFORMS } from '../adapters/platforms.ts'
import type { Screen } from '../adapters/preview/describe-terminal.ts'
import { createPreview } from '../adapters/preview/preview.ts'
import { type DatabasePlace, openStore, placeOf } from '../adapters/stores.ts'
import { mountHealth } from '../adapters/web/health.ts'
import { urlOf } from '../adapters/web/listen.ts'
import { createWeb } from '../adapters/web/server.ts'
import { createSite } from '../adapters/web/site.ts'
import { LISTING, PAGES, SOURCE } from '../config/defaults.ts'
import { type ReadyPlatform, type ReadyPublisher, readConfiguration } from '../config/env.ts'
import type { Env } from '../config/schema.ts'
import { settingsFrom } from '../config/settings.ts'
import manifest from '../package.json' with { type: 'json' }
import { createApp } from './app/app.ts'
import { createTimetable, type Timetable } from './app/timetable.ts'
import type { Channel } from './channels/channel.ts'
import { PREVIEW_CHANNEL, platformOf } from './channels/channel-id.ts'
import { createResilientLists, createResilientSource } from './collecting/resilient-source.ts'
import { createHowToResume } from './doctor/delivery.ts'
import { setVariables } from './lib/environment.ts'
import { type ProxySettings, proxyName } from './lib/proxy.ts'
import { createSealer, type Sealer } from './lib/sealed.ts'
import type { Log } from './ports/log.ts'
import type { OtherSource } from './ports/paper-source.ts'
import type {
  ChatParts,
  EmailParts,
  Installing,
  Platform,
  PlatformChat,
  PublisherParts,
} from './ports/platform.ts'
import type { Publisher } from './ports/publisher.ts'
import type { RateCounters } from './ports/rate-counters.ts'
import type { Store } from './ports/store.ts'
import { openPeople } from './privacy/people-keys.ts'
import { followDatabase } from './replicas/database-clock.ts'
import { EVERYTHING } from './search/topics.ts'
import type { Clock, Timer } from './time/clock.ts'
import { realTimer } from './time/timer.ts'

export const VERSION = manifest.version

/** The project's folder. */
export const ROOT = join(import.meta.dirname, '..')

/** Where the database is that the settings name. */
export const databaseOf = (env: Env): DatabasePlace => placeOf(env.DATABASE_URL, ROOT)

/** What the process provides; tests provide their own. */
export interface Surroundings {
  env: Record<string, string | undefined>
  stdout: NodeJS.WritableStream & Screen
  stderr: Screen
  clock: Clock
  timetable: (log: Log, clock: Clock) => Timetable
  timer?: Timer
  /** All platforms, set up or not. */
  platforms: readonly Platform[]
  /** Who gets mails, and the links in them. */
  emailParts?: (parts: { store: Store; sealer: Sealer; publicUrl: string }) => Omit<EmailParts, 'server'>
}

/** One that all processes on the database share, where there may be several. */
async function clockFor(
  store: Store,
  parts: { clock: Clock; timer: Timer; log: Log },
): Promise<{ clock: Clock; stop: () => void }> {
  if (!store.isShared) return { clock: parts.clock, stop() {} }
  const clock = await followDatabase({ ...parts, leases: store.leases })
  return { clock, stop: clock.stop }
}

export const thisProcess: Surroundings = {
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  clock: { now: Date.now },
  timetable: createTimetable,
  platforms: PLATFORMS,
}

export interface Running {
  /** The address of its pages. */
  url: string
  log: Log
  /** Resolves once the first collection has ended, well or not, and the jobs are running. */
  started(): Promise<void>
  /** Resolves once every platform is connected; rejects with RefusedError when all of them have rejected our tokens. */
  connected(): Promise<void>
  stop(): Promise<void>
}

const LOST_KEYS =
  'SECRET_KEY doesn’t open a key that people’s ids are hashed with: people whose changes were recorded with it aren’t recognised. Add the earlier key to SECRET_KEY after a comma'

/** Without subscribers. */
const nobody: NonNullable<Surroundings['emailParts']> = ({ publicUrl }) => ({
  addresses: { find: async () => undefined },
  links: {
    settings: () => publicUrl,
    unsubscribe: () => publicUrl,
    lessLike: () => publicUrl,
    paper: () => publicUrl,
    similar: () => publicUrl,
  },
})

const newReference = (): string => randomBytes(4).toString('hex')

/** Loads the SDKs of the platforms that are set up, and only those: they are most of the time and memory of a start. */
export async function loadChats(chats: readonly ReadyPlatform[]) {
  const creators = await Promise.all(chats.map(({ load }) => load()))
  return (parts: ChatParts): readonly PlatformChat[] => creators.map(create => create(parts))
}

/** Whether a channel of a platform that only receives is waiting for digests: then they aren't only a preview. */
export async function receivesWithoutChat(
  { channels }: Store,
  publishers: readonly ReadyPublisher[],
): Promise<boolean> {
  const names = publishers.map(({ platform }) => platform.name)
  return (await channels.scheduledAfter(0)).some(({ id }) => names.includes(platformOf(id)))
}

/** Makes the publishers of the platforms that only receive. */
export async function createPublishers(
  publishers: readonly ReadyPublisher[],
  parts: PublisherParts,
): Promise<Publisher[]> {
  const creators = await Promise.all(publishers.map(({ load }) => load()))
  return creators.map(create => create(parts))
}

/** What workspaces that install the bot are stored with, if there is a key. */
export function installingWith(env: Env, { installations }: Store): Installing | undefined {
  const sealer = sealerOf(env)
  const publicUrl = env.PUBLIC_URL ?? urlOf(env.HOST, env.PORT)
  return sealer && { installations, sealer, publicUrl }
}

/** Encrypts with the first key of the settings; undefined if they have none. */
export function sealerOf({ SECRET_KEY: keys = [] }: Env): Sealer | undefined {
  const [first, ...rest] = keys
  return first && createSealer([first, ...rest])
}

/** Lets all connections go through the proxies, if there are any. */
export async function connectThrough(proxy: ProxySettings | undefined): Promise<void> {
  if (!proxy) return
  const { useProxy } = await import('../adapters/shared/proxy.ts')
  useProxy(proxy)
}

async function loadTerminal(stdout: Surroundings['stdout'], env: Surroundings['env'], log: Log) {
  const { createTerminalPreview } = await import('../adapters/preview/terminal.ts')
  const { describeTerminal } = await import('../adapters/preview/describe-terminal.ts')
  return createTerminalPreview({ stdout, terminal: () => describeTerminal(stdout, env), log })
}

/** The preview channel follows the general digest while no chat is set up, and nothing otherwise. */
async function keepPreviewChannel({ channels }: Store, channel: Channel, isPreview: boolean): Promise<void> {
  if (!isPreview) return void (await channels.unsubscribe(PREVIEW_CHANNEL, 'all'))
  await channels.save(channel)
  await channels.subscribe(PREVIEW_CHANNEL, EVERYTHING, { person: 'Paper Round' }, channel.createdAt)
}

/** Hugging Face as the settings name it. A command asks it directly; the bot, through a circuit breaker. */
export const createSource = (env: Env, { clock, log }: { clock: Clock; log: Log }) =>
  createHuggingFace({ endpoint: env.HF_ENDPOINT, token: env.HF_TOKEN, version: VERSION, clock, log })

const wait = (ms: number, signal: AbortSignal): Promise<void> => setTimeout(ms, undefined, { signal })

/** arXiv as the settings name it: one for look-ups and listings, because both share its rate limit. */
export const createArxivSource = (
  env: Env,
  { clock, log, counters }: { clock: Clock; log: Log; counters?: RateCounters | undefined },
) =>
  createArxiv({
    endpoint: env.ARXIV_ENDPOINT,
    feed: env.ARXIV_FEED,
    categories: env.ARXIV_CATEGORIES,
    version: VERSION,
    clock,
    wait,
    counters,
    log,
  })

/** The sources of lists beside Hugging Face that are set up. */
export const otherSourcesOf = (
  env: Env,
  { arxiv }: { arxiv: ReturnType<typeof createArxivSource> },
): OtherSource[] =>
  env.ARXIV_CATEGORIES.length > 0 ? [{ of: 'arxiv', source: arxiv, everyMs: LISTING.everyMs }] : []

/**
 * Starts Paper Round. Resolves as soon as it can be stopped in order; it may still be collecting and connecting.
 * @throws ConfigError, StoreError or ListenError
 */
export async function start({
  env: variables,
  stdout,
  stderr,
  clock: machineClock,
  timetable,
  timer,
  platforms,
  emailParts = nobody,
}: Surroundings): Promise<Running> {
  const startedAt = performance.now()
  const { env, chats, publishers, proxy, warnings } = readConfiguration(variables, platforms)
  const settings = settingsFrom(env, VERSION)
  const log = await createLog({
    level: env.LOG_LEVEL,
    format: env.LOG_FORMAT ?? (stderr.isTTY ? 'pretty' : 'json'),
  })
  for (const warning of warnings) log.warn({}, warning)
  if (proxy) log.info({ proxy: proxyName(proxy.https), except: proxy.except }, 'connecting through a proxy')
  await connectThrough(proxy)
  const store = await openStore(databaseOf(env), { log, isBot: true })
  const { clock, stop: stopClock } = await clockFor(store, {
    clock: machineClock,
    timer: timer ?? realTimer,
    log,
  })
  const people = await openPeople(store.keyValues, sealerOf(env))
  if (people.lostKeys > 0) log.warn({}, LOST_KEYS)
  const source = createResilientSource(createSource(env, { clock, log }), clock, SOURCE)
  const counters = store.isShared ? store.rateCounters : undefined
  const arxiv = createArxivSource(env, { clock, log, counters })
  const otherSources = otherSourcesOf(env, { arxiv }).map(other => ({
    ...other,
    source: createResilientLists(other.source, clock, SOURCE),
  }))
  const createChats = await loadChats(chats)
  const isPreview = chats.length === 0 && !(await receivesWithoutChat(store, publishers))
  const terminal = isPreview ? await loadTerminal(stdout, variables, log) : undefined
  const sealer = sealerOf(env)
  const mailServer = openMail(setVariables(variables))?.server
  const email =
    mailServer && sealer
      ? { server: mailServer, ...emailParts({ store, sealer, publicUrl: env.PUBLIC_URL ?? '' }) }
      : undefined
  const receiving = await createPublishers(publishers, {
    store,
    sealer,
    email,
    proxy,
    clock,
    log,
    version: VERSION,
  })
  let routes: PlatformChat['routes'] = {}
  const app = createApp({
    connect(handlers) {
      const connections = createChats({
        ...handlers,
        keyValues: store.keyValues,
        installing: installingWith(env, store),
        clock,
        log,
        version: VERSION,
      })
      routes = Object.assign({}, ...connections.map(chat => chat.routes))
      return connections
    },
    howToResume: createHowToResume(platforms),
    publishers: [...(terminal ? [terminal] : []), ...receiving],
    lookUps: { sources: [source, arxiv], categories: arxiv, linked: source },
    remoteSearch: env.REMOTE_SEARCH === 'on' ? source : undefined,
    timetable: timetable(log, clock),
    timer,
    random: Math.random,
    store,
    people,
    source,
    otherSources,
    clock,
    wait,
    log,
    newReference,
    newHolder: randomUUID,
    settings,
  })
  const channel = app.newChannel(PREVIEW_CHANNEL)
  const preview = createPreview({ ...store, ...app, isPreview, clock, channel, settings, platforms })
  let publicUrl = env.PUBLIC_URL ?? ''
  const site = createSite({
    pages: app.pages,
    welcome: preview.welcome,
    version: VERSION,
    platforms,
    publicUrl: () => publicUrl,
    host: env.HOST,
    token: env.WEB_TOKEN,
    clock,
    settings: PAGES,
    now: () => performance.now(),
  })
  const web = createWeb({
    host: env.HOST,
    port: env.PORT,
    mounts: [mountHealth(app.obstacles), ...(env.WEB === 'on' ? site.mounts : [])],
    raw: routes,
    ...(env.WEB === 'on' && { notFound: site.notFound }),
    log,
    newReference,
  })
  let stopping: Promise<void> | undefined
  const stop = (): Promise<void> => {
    stopping ??= Promise.all([app.stop(), web.stop()])
      .then(() => {})
      .finally(stopClock)
      .finally(() => mailServer?.close())
      .finally(store.close)
    return stopping
  }
  try {
    const { url } = await web.start()
    publicUrl ||= url
    await keepPreviewChannel(store, channel, isPreview)
    const begin = async (): Promise<void> => {
      const starting = app.start()
      if (terminal) {
        const pageUrl = env.WEB === 'on' ? url : undefined
        await preview.show(terminal, pageUrl, starting)
        app.onCollected(() => preview.refresh(terminal, pageUrl))
      }
      await starting
    }
    const started = begin()
    const running = Promise.all([started, app.connected()])
    running.then(
      () => {
        if (stopping) return
        log.info(
          { version: VERSION, url, ms: Math.round(performance.now() - startedAt), preview: isPreview },
          'started',
        )
      },
      // Whoever waits for the two learns why.
      () => {},
    )
    return { url, log, started: () => started, connected: app.connected, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
