import type { Channel } from '../channels/channel.ts'
import type { ChannelId } from '../channels/channel-id.ts'
import { createBackfill } from '../collecting/backfill.ts'
import { createBackgroundBackfill } from '../collecting/background-backfill.ts'
import { createCollector } from '../collecting/collector.ts'
import type { FeedStatus } from '../collecting/feed-status.ts'
import { createLookUp } from '../collecting/look-up.ts'
import { createCommands } from '../commands/router.ts'
import { createSuggest } from '../commands/suggest.ts'
import { createBackupRecovery } from '../delivery/backup-recovery.ts'
import { createEndSuspensions } from '../delivery/end-suspensions.ts'
import { createPlanner, type Planner } from '../delivery/planner.ts'
import { createRejections, type Rejections } from '../delivery/suspensions.ts'
import { createWorker, type DeliverySettings } from '../delivery/worker.ts'
import { createEditionBuilder, type EditionSettings } from '../digests/edition-builder.ts'
import { messageOf } from '../lib/errors.ts'
import { createKeyedMutex } from '../lib/keyed-mutex.ts'
import type { Chat, RunCommand, Suggest } from '../ports/chat.ts'
import type { Log } from '../ports/log.ts'
import type { PaperLookUp } from '../ports/paper-look-up.ts'
import type { PaperSource } from '../ports/paper-source.ts'
import type { Publisher } from '../ports/publisher.ts'
import { RefusedError } from '../ports/refused-error.ts'
import type { RemoteSearch } from '../ports/remote-search.ts'
import type { Store } from '../ports/store.ts'
import { createRemote, type RemoteSettings } from '../search/remote-search.ts'
import { createSearch, type SearchSettings } from '../search/search.ts'
import type { Clock, Timer } from '../time/clock.ts'
import { nextSlot } from '../time/slots.ts'
import type { Timetable } from './timetable.ts'

export interface AppSettings {
  version: string
  /** How often the source is asked, ms. */
  collectEveryMs: number
  edition: EditionSettings
  delivery: DeliverySettings
  /** How long after its slot a channel is told why there is no digest, ms. */
  noticeAfterMs: number
  search: SearchSettings
  /** How the other search is asked. */
  remote: RemoteSettings
  /** What a channel has until someone sets it. */
  channel: Omit<Channel, 'id' | 'nextSlotAt' | 'createdAt'>
  /** Papers on a page of a list. */
  pageSize: number
  /** How long a stop waits for what is being sent, ms. */
  stopGraceMs: number
}

export interface AppDeps {
  store: Store
  source: PaperSource
  /** Where papers that the store lacks are looked up, and categories. */
  lookUps: { sources: readonly PaperLookUp[]; categories?: PaperLookUp | undefined }
  /** Another search, asked beside our own. */
  remoteSearch?: RemoteSearch | undefined
  /** Makes the connections to the chat platforms, for which these commands see to what people type there. */
  connect: (commands: {
    run: RunCommand
    suggest: Suggest
    accessRestored: Rejections['accessRestored']
  }) => readonly Chat[]
  /** Publishers that need no connection. */
  publishers: readonly Publisher[]
  timetable: Timetable
  clock: Clock
  /** Waits so many ms; rejects when the signal aborts. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>
  /** What deliveries are limited by; that of the machine, unless a test holds it. */
  timer?: Timer | undefined
  log: Log
  /** From 0 to 1. */
  random: () => number
  newReference: () => string
  settings: AppSettings
}

export interface App {
  /** Collects once, begins to connect, and starts the clock's work. Chat platforms may still be connecting afterwards. */
  start(): Promise<void>
  /** Resolves once every platform is connected. Rejects with RefusedError when all of them have refused us. */
  connected(): Promise<void>
  /** Starts nothing new, lets what is being sent settle, and disconnects. */
  stop(): Promise<void>
  /** Why the app isn't ready, in words; empty when it is. */
  obstacles(): string[]
  feed(): Promise<FeedStatus>
  /** When the source is asked next, ms UTC. */
  nextCollectAt(): Promise<number>
  /** What is to be done after each collection but the first, well or not. */
  onCollected(listener: () => Promise<void>): void
  planner: Planner
  newChannel(id: ChannelId): Channel
}

/** The backfill asks the source for a day every so many ms: a tenth of what Hugging Face allows without a token. */
const BACKFILL_INTERVAL_MS = 6_000

/** The tick comes once a minute and is never quite on time. */
const TICK_SLACK_MS = 30_000

export function createApp(deps: AppDeps): App {
  const { store, source, clock, log, timetable, settings } = deps
  const { papers, channels, outbox, suspensions, audit, keyValues } = store
  const collector = createCollector({ source, papers, keyValues, clock, log })
  const { feed } = collector
  const mutex = createKeyedMutex()
  const editionBuilder = createEditionBuilder({ ...store, feed, clock, settings: settings.edition })
  const { staleAfterMs } = settings.edition
  const { noticeAfterMs } = settings
  const recovery = createBackupRecovery({ outbox, keyValues, clock, log, staleAfterMs })
  const planner = createPlanner({
    ...{ ...store, editionBuilder, feed, mutex, clock, log, staleAfterMs, noticeAfterMs },
    uncertainUntil: recovery.uncertainUntil,
  })
  const lookUp = createLookUp({ papers, ...deps.lookUps, clock, log })
  const remote =
    deps.remoteSearch &&
    createRemote({ source: deps.remoteSearch, papers, clock, log, settings: settings.remote })
  const search = createSearch({ index: store.index, clock, settings: settings.search, remote })
  const rejections = createRejections({
    channels,
    suspensions: suspensions,
    audit,
    mutex,
    clock,
    log,
    staleAfterMs,
  })
  const worker = createWorker({ ...deps, outbox, rejections, settings: settings.delivery })
  const endSuspensions = createEndSuspensions({
    suspensions: suspensions,
    clock,
    log,
    settings: settings.delivery,
  })
  const stopping = new AbortController()
  const obstacles = new Map<string, string>()
  let connecting: Promise<void> = Promise.resolve()
  let starting: Promise<void> = Promise.resolve()
  let collecting: Promise<void> = Promise.resolve()
  let backfilling: Promise<void> = Promise.resolve()
  let afterCollecting = async (): Promise<void> => {}

  const newChannel = (id: ChannelId): Channel => {
    const now = clock.now()
    return { ...settings.channel, id, nextSlotAt: nextSlot(settings.channel, now), createdAt: now }
  }

  const run = createCommands({
    ...{
      channels,
      outbox,
      audit,
      editionBuilder,
      planner,
      lookUp,
      search,
      mutex,
      clock,
      feed,
      newChannel,
      log,
    },
    ...{ pageSize: settings.pageSize, version: settings.version, newReference: deps.newReference },
    deliverSoon,
  })
  const chats = deps.connect({
    run,
    suggest: createSuggest({ channels, editionBuilder, log }),
    accessRestored: rejections.accessRestored,
  })

  const deliver = async (): Promise<void> => {
    const publishers = [...deps.publishers, ...chats.filter(chat => chat.connected())]
    await endSuspensions(publishers)
    await worker.deliver(publishers)
  }

  function deliverSoon(): void {
    deliver().catch(error => log.error({ error: messageOf(error) }, 'could not deliver'))
  }

  const nextCollectAt = (): Promise<number> => collector.nextAt(settings.collectEveryMs)

  const collect = async (): Promise<void> => {
    if (stopping.signal.aborted) return
    const collected = collector.collect(stopping.signal)
    collecting = collected.then(() => {}).catch(() => {})
    await collected
    editionBuilder.refresh()
    await afterCollecting()
  }

  const backfill = createBackfill({
    ...{ source, papers, keyValues, clock, log, wait: deps.wait, intervalMs: BACKFILL_INTERVAL_MS },
    async allowedAt() {
      await collecting
      return collector.freeAt()
    },
  })
  const backgroundBackfill = createBackgroundBackfill({
    backfill,
    clock,
    log,
    onFilled: editionBuilder.refresh,
  })
  const startBackfill = (): void => {
    backfilling = backgroundBackfill.fill(stopping.signal)
  }

  async function connect(chat: Chat): Promise<RefusedError | undefined> {
    obstacles.set(chat.platform, `${chat.platform} is not connected yet`)
    try {
      await chat.start()
      obstacles.delete(chat.platform)
      log.info({ platform: chat.platform }, 'connected')
      return undefined
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error
      obstacles.set(chat.platform, error.message)
      log.error({ platform: chat.platform }, error.message)
      return error
    }
  }

  async function connectAll(): Promise<void> {
    const refusals = await Promise.all(chats.map(connect))
    const [first] = refusals
    if (first && refusals.every(Boolean)) throw first
  }

  /** Planning doesn't wait for deliveries: one that hangs would keep the next minute's slots waiting. */
  const plan = (): Promise<unknown> => planner.planDue().finally(deliverSoon)

  async function begin(): Promise<void> {
    await collect().catch(error => {
      if (!stopping.signal.aborted) log.error({ error: messageOf(error) }, 'could not collect papers')
    })
    if (stopping.signal.aborted) return
    timetable.add('collect', '* * * * *', async () => {
      if ((await nextCollectAt()) <= clock.now() + TICK_SLACK_MS) await collect()
    })
    timetable.add('plan', '* * * * *', plan)
    timetable.add('deliver', '* * * * *', deliver)
    timetable.add('backfill', '43 * * * *', async () => startBackfill())
    startBackfill()
    timetable.add('tidy up', '17 * * * *', async () => {
      await papers.thinSnapshots(clock.now())
      await keyValues.tidy(clock.now())
    })
  }

  return {
    planner,
    feed,
    nextCollectAt,
    onCollected(listener) {
      afterCollecting = listener
    },
    newChannel,
    start() {
      const ready = recovery.begin()
      connecting = ready.then(connectAll)
      connecting.catch(() => {})
      starting = ready.then(begin)
      return starting
    },
    connected: () => connecting,
    async stop() {
      stopping.abort(new Error('Paper Round is stopping'))
      await Promise.all([
        starting,
        backfilling,
        timetable.stop(),
        worker.stop(settings.stopGraceMs),
        ...chats.map(chat => chat.stop()),
      ])
    },
    obstacles: () => [
      ...obstacles.values(),
      ...chats
        .filter(chat => !obstacles.has(chat.platform) && !chat.connected())
        .map(chat => `${chat.platform} has lost its connection; the log says more`),
    ],
  }
}
