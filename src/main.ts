import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { createArxiv } from '../adapters/arxiv/arxiv.ts'
import { renderConfirmation } from '../adapters/email/confirmation-mail.ts'
import { createHuggingFace } from '../adapters/huggingface/huggingface.ts'
import { createThumbnailSource } from '../adapters/huggingface/thumbnails.ts'
import { createLog } from '../adapters/log/pino.ts'
import { createPrometheus } from '../adapters/metrics/prometheus.ts'
import { PLATFORMS } from '../adapters/platforms.ts'
import type { Screen } from '../adapters/preview/describe-terminal.ts'
import { createPreview } from '../adapters/preview/preview.ts'
import { createHoldBack } from '../adapters/shared/http/hold-back.ts'
import { type DatabasePlace, openStore, placeOf } from '../adapters/stores.ts'
import { ATTEMPTS } from '../adapters/web/limits.ts'
import { urlOf } from '../adapters/web/listen.ts'
import { mountHealth } from '../adapters/web/routes/health.ts'
import { mountMetrics } from '../adapters/web/routes/metrics.ts'
import { createWeb } from '../adapters/web/server.ts'
import { createSite } from '../adapters/web/site.ts'
import { EMAIL_SIGN_UPS, LISTING, PAGES, SOURCE } from '../config/defaults.ts'
import { type ReadyPlatform, type ReadyPublisher, readConfiguration } from '../config/env.ts'
import type { Env } from '../config/schema.ts'
import { settingsFrom } from '../config/settings.ts'
import manifest from '../package.json' with { type: 'json' }
import { createApp } from './app/app.ts'
import { createRequests } from './app/requests.ts'
import { createTimetable, type Timetable } from './app/timetable.ts'
import type { Channel } from './channels/channel.ts'
import { PREVIEW_CHANNEL, platformOf } from './channels/channel-id.ts'
import { createResilientLists, createResilientSource } from './collecting/resilient-source.ts'
import { COMMAND_NAMES } from './commands/registry.ts'
import { createHowToResume } from './doctor/delivery.ts'
import { createEmailAddresses } from './email/addresses.ts'
import type { EmailParts } from './email/email.ts'
import { createEmailLinks, LINK_KEYS } from './email/links.ts'
import { homeFolder } from './lib/home-folder.ts'
import { type ProxySettings, proxyName } from './lib/proxy.ts'
import { createSealer, type Sealer } from './lib/sealed.ts'
import { createSigner } from './lib/signed-text.ts'
import { createThumbnails } from './pages/thumbnails.ts'
import type { Log } from './ports/log.ts'
import type { Mailer, MailSetup } from './ports/mail.ts'
import type { OtherSource } from './ports/paper-source.ts'
import type {
  ChatParts,
  Installing,
  Mailing,
  Platform,
  PlatformChat,
  PublisherParts,
} from './ports/platform.ts'
import type { Publisher } from './ports/publisher.ts'
import type { RateCounters } from './ports/rate-counters.ts'
import type { Store } from './ports/store.ts'
import { openPeople, type People } from './privacy/people-keys.ts'
import { openStoredKeys } from './privacy/stored-keys.ts'
import { followDatabase } from './replicas/database-clock.ts'
import { EVERYTHING } from './search/topics.ts'
import type { Clock, Timer } from './time/clock.ts'
import { realTimer } from './time/timer.ts'

export const VERSION = manifest.version

/** Where `.env` and relative paths of databases are: beside package.json, or for an installed package in the working directory. */
export const HOME = homeFolder(join(import.meta.dirname, '..'), process.cwd())

/** Where the database is that the settings name. */
export const databaseOf = (env: Env): DatabasePlace => placeOf(env.DATABASE_URL, HOME)

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
  /** The mail server, who gets mails, and the links in them; by default as the settings say, and the confirmed addresses. */
  mailing?: Partial<Mailing> | undefined
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
  for (const { platform } of publishers) if (await channels.anyOn(platform.name)) return true
  return false
}

/** Makes the publishers of the platforms that only receive. */
async function createPublishers(
  publishers: readonly ReadyPublisher[],
  parts: PublisherParts,
): Promise<Publisher[]> {
  const creators = await Promise.all(publishers.map(({ load }) => load()))
  return creators.map(create => create(parts))
}

/** The mail server that is set up, if there is one. */
export const mailSetupOf = (publishers: readonly ReadyPublisher[]): MailSetup | undefined =>
  publishers.find(({ mail }) => mail)?.mail

/** What workspaces that install the bot are stored with, if there is a key. */
export function installingWith(env: Env, { installations }: Store): Installing | undefined {
  const sealer = sealerOf(env)
  const publicUrl = env.PUBLIC_URL ?? urlOf(env.HOST, env.PORT)
  return sealer && { installations, sealer, publicUrl }
}

/** Undefined where no mail server is set up, or there are no pages for the links in mails. @param publicUrl what links begin with */
export async function emailWith(
  env: Env,
  parts: {
    mailer: Mailer | undefined
    store: Store
    people: People
    clock: Clock
    publicUrl: () => string
  },
): Promise<EmailParts | undefined> {
  const { mailer, store, people, clock, publicUrl } = parts
  const sealer = sealerOf(env)
  if (!mailer || !sealer || env.WEB === 'off') return undefined
  const { keys } = await openStoredKeys(store.keyValues, LINK_KEYS, sealer)
  const signer = createSigner(keys, clock.now)
  const newId = (): string => randomBytes(12).toString('base64url')
  return {
    mailer,
    render: renderConfirmation,
    addresses: createEmailAddresses({ rows: store.emailAddresses, sealer, people, newId }),
    links: createEmailLinks({ signer, publicUrl, now: clock.now }),
    signer,
    sealer,
    publicUrl,
    limits: EMAIL_SIGN_UPS,
    newId,
  }
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

/** The pictures of papers for the web pages, loaded through this process. */
function thumbnailsOf(env: Env, { store, clock }: { store: Store; clock: Clock }) {
  const source = createThumbnailSource({ endpoint: env.HF_ENDPOINT })
  return { source, find: createThumbnails({ papers: store.papers, source, now: clock.now }) }
}

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
  mailing,
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
  const prometheus = createPrometheus({
    version: VERSION,
    known: {
      platforms: isPreview
        ? [platformOf(PREVIEW_CHANNEL)]
        : [...chats, ...publishers].map(({ platform }) => platform.name),
      sources: [source, ...otherSources.map(other => other.source)].map(({ name }) => name),
      commands: COMMAND_NAMES,
    },
  })
  const { metrics } = prometheus
  const monotonic = (): number => performance.now()
  const requests = createRequests({ metrics, log, newReference, now: monotonic })
  const terminal = isPreview ? await loadTerminal(stdout, variables, log) : undefined
  const sealer = sealerOf(env)
  const mailServer = mailing?.server ?? mailSetupOf(publishers)?.server
  let publicUrl = env.PUBLIC_URL ?? ''
  const email = await emailWith(env, { mailer: mailServer, store, people, clock, publicUrl: () => publicUrl })
  const receiving = await createPublishers(publishers, {
    store,
    sealer,
    email: mailServer &&
      email && { addresses: email.addresses, links: email.links, ...mailing, server: mailServer },
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
        requests,
        version: VERSION,
      })
      routes = Object.assign({}, ...connections.map(chat => chat.routes))
      return connections
    },
    howToResume: createHowToResume(platforms),
    publishers: [...(terminal ? [terminal] : []), ...receiving],
    lookUps: { sources: [source, arxiv], categories: arxiv, linked: source },
    email,
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
    metrics,
    newReference,
    newHolder: randomUUID,
    settings,
  })
  const channel = app.newChannel(PREVIEW_CHANNEL)
  const preview = createPreview({
    ...store,
    ...app,
    isPreview,
    clock,
    channel,
    settings,
    platforms: platforms.map(platform => ({
      ...platform,
      // Addresses are sealed.
      isSetUp: sealer !== undefined && publishers.some(ready => ready.platform === platform),
    })),
  })
  const site = createSite({
    pages: app.pages,
    welcome: preview.welcome,
    email: app.email,
    version: VERSION,
    thumbnails: env.THUMBNAILS === 'on' ? thumbnailsOf(env, { store, clock }) : undefined,
    platforms,
    publicUrl: () => publicUrl,
    host: env.HOST,
    token: env.WEB_TOKEN,
    clock,
    settings: PAGES,
    now: monotonic,
  })
  const metricsPage = mountMetrics({
    access: site.access,
    holdBack: createHoldBack(ATTEMPTS, monotonic),
    render: async () => prometheus.render(await app.state()),
    contentType: prometheus.contentType,
  })
  const web = createWeb({
    host: env.HOST,
    port: env.PORT,
    mounts: [mountHealth(app.obstacles), metricsPage, ...(env.WEB === 'on' ? site.mounts : [])],
    raw: { ...routes, ...(env.WEB === 'on' && site.raw) },
    ...(env.WEB === 'on' && { notFound: site.notFound, refused: site.refused }),
    log,
    newReference,
    requests,
    metrics,
  })
  let stopping: Promise<void> | undefined
  const stop = (): Promise<void> => {
    stopping ??= Promise.all([app.stop(), web.stop()])
      .then(() => {})
      .finally(prometheus.stop)
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
