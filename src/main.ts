import { randomBytes, randomUUID } from 'node:crypto'
import { createLog } from '../adapters/log/pino.ts'
import { createPrometheus } from '../adapters/metrics/prometheus.ts'
import { createPreview } from '../adapters/preview/preview.ts'
import { openStore } from '../adapters/stores.ts'
import { readConfiguration } from '../config/env.ts'
import { settingsFrom } from '../config/settings.ts'
import { createApp } from './app/app.ts'
import { createRequests } from './app/requests.ts'
import { createTimetable } from './app/timetable.ts'
import { PREVIEW_CHANNEL, platformOf } from './channels/channel-id.ts'
import { COMMAND_NAMES } from './commands/registry.ts'
import { clockFor, connectThrough, databaseOf } from './composition/connections.ts'
import { emailWith } from './composition/email.ts'
import { createPublishers, loadChats, mailSetupOf, receivesWithoutChat } from './composition/platforms.ts'
import { keepPreviewChannel, loadTerminal } from './composition/preview.ts'
import { type Surroundings, VERSION } from './composition/process.ts'
import { installingWith, sealerOf } from './composition/sealing.ts'
import { createSources, wait } from './composition/sources.ts'
import { createWebServer } from './composition/web.ts'
import { createHowToResume } from './doctor/delivery.ts'
import { proxyName } from './lib/proxy.ts'
import type { Log } from './ports/log.ts'
import type { PlatformChat } from './ports/platform.ts'
import { openPeople } from './privacy/people-keys.ts'
import { realTimer } from './time/timer.ts'

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

/**
 * Starts Paper Round. Resolves as soon as it can be stopped in order; it may still be collecting and connecting.
 * @throws ConfigError, StoreError or ListenError
 */
export async function start({
  env: variables,
  stdout,
  stderr,
  clock: machineClock,
  timetable = createTimetable,
  timer = realTimer,
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
    timer,
    log,
  })
  const sealer = sealerOf(env)
  const people = await openPeople(store.keyValues, sealer)
  if (people.lostKeys > 0) log.warn({}, LOST_KEYS)
  const { source, arxiv, otherSources } = createSources(env, { store, clock, log })
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
  const terminal = isPreview ? await loadTerminal({ stdout, env: variables }, log) : undefined
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
  const web = createWebServer(env, {
    app,
    store,
    prometheus,
    welcome: preview.welcome,
    platforms,
    routes,
    publicUrl: () => publicUrl,
    requests,
    newReference,
    clock,
    now: monotonic,
    log,
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
