import type { Channel, ChannelId } from './channel.ts'
import type { RunCommand } from './commands/request.ts'
import { createCommands } from './commands/run.ts'
import { createPlanner, type EditionSettings, type Planner } from './delivery/planner.ts'
import { createTurns } from './delivery/turns.ts'
import { createWorker, type DeliverySettings } from './delivery/worker.ts'
import { nextSlot } from './digest/schedule.ts'
import { messageOf, RefusedError } from './errors.ts'
import { createCollector } from './feed/collect.ts'
import type { Feed } from './feed/state.ts'
import type { Timetable } from './jobs/timetable.ts'
import type { Chat, Clock, Log, PaperSource, Publisher, Store } from './ports.ts'

export interface AppSettings {
  version: string
  /** How often the source is asked, ms. */
  collectEveryMs: number
  edition: EditionSettings
  delivery: DeliverySettings
  /** What a channel has until someone sets it. */
  channel: Omit<Channel, 'id' | 'nextSlotAt' | 'createdAt'>
  listSize: number
  /** How long a stop waits for what is being sent, ms. */
  stopGraceMs: number
}

export interface AppDeps {
  store: Store
  source: PaperSource
  /** Makes the connections to the chat platforms; what people type there is run by `run`. */
  connect: (run: RunCommand) => readonly Chat[]
  /** Publishers that need no connection. */
  publishers: readonly Publisher[]
  timetable: Timetable
  clock: Clock
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
  feed(): Promise<Feed>
  /** When the source is asked next, ms UTC. */
  nextCollectAt(): Promise<number>
  /** What is to be done after each collection but the first, well or not. */
  onCollected(listener: () => Promise<void>): void
  planner: Planner
  newChannel(id: ChannelId): Channel
}

/** The tick comes once a minute and is never quite on time. */
const TICK_SLACK_MS = 30_000

export function createApp(deps: AppDeps): App {
  const { store, source, clock, log, timetable, settings } = deps
  const { papers, channels, ledger, notes } = store
  const collector = createCollector({ source, papers, notes, clock, log })
  const { feed } = collector
  const turns = createTurns()
  const planner = createPlanner({ ...store, feed, turns, clock, log, settings: settings.edition })
  const worker = createWorker({ ...deps, ledger, channels, settings: settings.delivery })
  const stopping = new AbortController()
  const obstacles = new Map<string, string>()
  let connecting: Promise<void> = Promise.resolve()
  let starting: Promise<void> = Promise.resolve()
  let afterCollecting = async (): Promise<void> => {}

  const newChannel = (id: ChannelId): Channel => {
    const now = clock.now()
    return { ...settings.channel, id, nextSlotAt: nextSlot(settings.channel, now), createdAt: now }
  }

  const run = createCommands({
    ...{ channels, ledger, planner, turns, clock, feed, newChannel, log },
    ...{ listSize: settings.listSize, version: settings.version, newReference: deps.newReference },
    deliverSoon: () =>
      void deliver().catch(error => log.error({ error: messageOf(error) }, 'could not deliver')),
  })
  const chats = deps.connect(run)

  const deliver = (): Promise<void> =>
    worker.deliver([...deps.publishers, ...chats.filter(chat => chat.connected())])

  const nextCollectAt = (): Promise<number> => collector.nextAt(settings.collectEveryMs)

  const collect = async (): Promise<void> => {
    if (stopping.signal.aborted) return
    await collector.collect(stopping.signal)
    await afterCollecting()
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

  async function round(): Promise<void> {
    try {
      await planner.planDue()
    } finally {
      await deliver()
    }
  }

  async function begin(): Promise<void> {
    await collect().catch(error => {
      if (!stopping.signal.aborted) log.error({ error: messageOf(error) }, 'could not collect papers')
    })
    if (stopping.signal.aborted) return
    timetable.add('collect', '* * * * *', async () => {
      if ((await nextCollectAt()) <= clock.now() + TICK_SLACK_MS) await collect()
    })
    timetable.add('round', '* * * * *', round)
    timetable.add('tidy up', '17 * * * *', () => papers.thinSnapshots(clock.now()))
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
      connecting = connectAll()
      connecting.catch(() => {})
      starting = begin()
      return starting
    },
    connected: () => connecting,
    async stop() {
      stopping.abort(new Error('Paper Round is stopping'))
      await Promise.all([
        starting,
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
