import type { Channel } from '../channels/channel.ts'
import { type ChannelId, platformOf, workspaceOf } from '../channels/channel-id.ts'
import { createBackfill } from '../collecting/backfill.ts'
import { createBackgroundBackfill } from '../collecting/background-backfill.ts'
import { createCollector } from '../collecting/collector.ts'
import { readCoverage } from '../collecting/coverage.ts'
import type { FeedStatus } from '../collecting/feed-status.ts'
import { createLookUp, type LookUpSettings } from '../collecting/look-up.ts'
import type { CommandDeps, CommandLimits } from '../commands/command.ts'
import { createCommands } from '../commands/router.ts'
import { createSuggest } from '../commands/suggest.ts'
import { createTopicWeek, type SubscribingSettings } from '../commands/topic-week.ts'
import { createBackupRecovery } from '../delivery/backup-recovery.ts'
import { createEndSuspensions } from '../delivery/end-suspensions.ts'
import { createPlanner, type Planner } from '../delivery/planner.ts'
import { createRejections } from '../delivery/suspensions.ts'
import { createWorker, type DeliverySettings } from '../delivery/worker.ts'
import { createEditionBuilder, type EditionSettings } from '../digests/edition-builder.ts'
import { createRankings } from '../digests/rankings.ts'
import { createHowToResume, type HowToResume } from '../doctor/delivery.ts'
import { createEmail, type Email, type EmailParts } from '../email/email.ts'
import { createPages, type Pages } from '../pages/pages.ts'
import type { Chat, CommandHandlers, RunCommand } from '../ports/chat.ts'
import type { Log } from '../ports/log.ts'
import { type BotState, type Metrics, unmeasured } from '../ports/metrics.ts'
import type { PaperLookUp } from '../ports/paper-look-up.ts'
import type { OtherSource, PaperSource } from '../ports/paper-source.ts'
import type { Publisher } from '../ports/publisher.ts'
import type { RemoteSearch } from '../ports/remote-search.ts'
import type { Store } from '../ports/store.ts'
import type { People } from '../privacy/people-keys.ts'
import { fenceStore } from '../replicas/fenced-store.ts'
import { createReplicas } from '../replicas/replicas.ts'
import { createRemote, type RemoteSettings } from '../search/remote-search.ts'
import { createSearch, type SearchSettings } from '../search/search.ts'
import type { Clock, Timer } from '../time/clock.ts'
import { nextSlot } from '../time/slots.ts'
import { realTimer } from '../time/timer.ts'
import { createBotState } from './bot-state.ts'
import { createJobRuns } from './job-runs.ts'
import { createJobs } from './jobs.ts'
import { createLifecycle, type Lifecycle } from './lifecycle.ts'
import { createStoreHealth } from './store-health.ts'
import type { Timetable } from './timetable.ts'

export interface AppSettings {
  version: string
  /** How often the source is asked, ms. */
  collectEveryMs: number
  /** How long changes, texts of deliveries, and papers that only a search found are kept, ms. */
  keepHistoryMs: number
  edition: EditionSettings
  delivery: DeliverySettings
  /** How long after its slot a channel is told why there is no digest, ms. */
  noticeAfterMs: number
  search: SearchSettings
  /** What one person may do at once, or lately. */
  limits: CommandLimits
  /** What subscribing shows of the last days, and when it asks first. */
  subscribing: SubscribingSettings
  /** How often papers may be looked up in the sources. */
  lookUp: LookUpSettings
  /** How the other search is asked. */
  remote: RemoteSettings
  /** What a channel has until someone sets it. */
  channel: Omit<Channel, 'id' | 'nextSlotAt' | 'createdAt'>
  /** Papers on a page of a list. */
  pageSize: number
  /** See `CommandDeps.publicUrl`. */
  publicUrl?: string | undefined
  /** How long a stop waits for what is being sent, ms. */
  stopGraceMs: number
}

export interface AppDeps {
  store: Store
  /** Recognises people who made changes. */
  people: People
  source: PaperSource
  /** Sources of lists whose papers nobody votes on. */
  otherSources?: readonly OtherSource[]
  /** Where papers that aren't stored are looked up, categories, and what cites a paper. */
  lookUps: {
    sources: readonly PaperLookUp[]
    categories?: PaperLookUp | undefined
    linked?: PaperLookUp | undefined
  }
  /** Another search, asked beside our own. */
  remoteSearch?: RemoteSearch | undefined
  /** Undefined where digests can't be sent by e-mail. */
  email?: EmailParts | undefined
  /** Makes the connections to the chat platforms; what people type there goes to the handlers. */
  connect: (handlers: CommandHandlers) => readonly Chat[]
  /** Publishers that need no connection. */
  publishers: readonly Publisher[]
  /** What ends the pause of a channel, for the operator. */
  howToResume?: HowToResume
  timetable: Timetable
  clock: Clock
  /** Waits `ms` milliseconds; rejects when the signal aborts. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>
  /** The timer that delivery limits use; the machine's, unless a test controls it. */
  timer?: Timer | undefined
  log: Log
  /** Where events are counted, if anywhere. */
  metrics?: Metrics | undefined
  /** From 0 to 1. */
  random: () => number
  newReference: () => string
  /** A name that is unique on all machines. */
  newHolder: () => string
  settings: AppSettings
}

export interface App extends Lifecycle {
  feed(): Promise<FeedStatus>
  /** When the source is asked next, ms UTC. */
  nextCollectAt(): Promise<number>
  /** Registers what to do after each collection but the first, whether it succeeded or not. */
  onCollected(listener: () => Promise<void>): void
  planner: Planner
  newChannel(id: ChannelId): Channel
  /** Undefined where it isn't set up. */
  email: Email | undefined
  /** What the web pages and feeds show. */
  pages: Pages
  /** What this process has of the connections that all processes divide. */
  shards(): BotState['shards']
  /** The bot's current state, for its metrics. Never rejects. */
  state(): Promise<BotState>
}

/** How often the backfill asks the source for a day, ms: a tenth of what Hugging Face allows without a token. */
const BACKFILL_INTERVAL_MS = 6_000

/** Wires the core together. Nothing runs before `start`. */
export function createApp(deps: AppDeps): App {
  const { source, clock, log, wait, settings, timer = realTimer, metrics = unmeasured } = deps
  const replicas = createReplicas({ ...deps, timer, newId: deps.newHolder })
  const store = replicas.isShared ? fenceStore(deps.store) : deps.store
  const { papers, channels, keyValues } = store
  const { staleAfterMs } = settings.edition
  const { noticeAfterMs, pageSize, publicUrl, version } = settings

  const collector = createCollector({ source, papers, keyValues, clock, log, metrics })
  const { feed } = collector
  const otherCollectors = (deps.otherSources ?? []).map(({ of, source, everyMs }) => ({
    name: source.name,
    collector: createCollector({ source, newestOnlyOf: of, papers, keyValues, clock, log, metrics }),
    everyMs,
  }))
  const { counters } = replicas
  const lookUp = createLookUp({ papers, ...deps.lookUps, counters, clock, log, settings: settings.lookUp })
  const remote =
    deps.remoteSearch &&
    createRemote({ source: deps.remoteSearch, papers, counters, clock, log, settings: settings.remote })
  const search = createSearch({ index: store.index, clock, settings: settings.search, remote })

  const { mutex } = replicas
  const ranked = createRankings({ ...store, clock, settings: settings.edition })
  let revision = 0
  const rankings = {
    ...ranked,
    /** Papers were stored: what was made from earlier ones is made anew, pages too. */
    refresh(): void {
      ranked.refresh()
      revision++
    },
  }
  const editionBuilder = createEditionBuilder({ ...store, rankings, feed, clock, settings: settings.edition })
  const recovery = createBackupRecovery({ ...store, clock, log, staleAfterMs })
  const planner: Planner = createPlanner({
    ...store,
    editionBuilder,
    rankings,
    feed,
    check: daysBack => jobs.check(daysBack),
    mutex,
    clock,
    log,
    staleAfterMs,
    noticeAfterMs,
    uncertainUntil: recovery.uncertainUntil,
  })
  const rejections = createRejections({ ...store, mutex, clock, log, staleAfterMs })
  const worker = createWorker({
    ...deps,
    outbox: store.outbox,
    counters,
    rejections,
    settings: settings.delivery,
  })
  const endSuspensions = createEndSuspensions({ ...store, clock, log, settings: settings.delivery })

  const runs = createJobRuns({ keyValues, clock, timer, log })
  const jobs = createJobs({
    collector,
    otherCollectors,
    backfill: createBackgroundBackfill({
      backfill: createBackfill({
        source,
        papers,
        keyValues,
        clock,
        log,
        wait,
        intervalMs: BACKFILL_INTERVAL_MS,
        allowedAt: () => jobs.collected().then(collector.freeAt),
      }),
      clock,
      log,
      onFilled() {
        rankings.refresh()
        void replicas.announce('papers')
      },
    }),
    rankings,
    planner,
    worker,
    endSuspensions,
    store,
    replicas,
    publishers: () => [...deps.publishers, ...chats.filter(chat => chat.connected())],
    timetable: deps.timetable,
    runs,
    clock,
    log,
    collectEveryMs: settings.collectEveryMs,
    keepHistoryMs: settings.keepHistoryMs,
  })

  const newChannel = (id: ChannelId): Channel => {
    const now = clock.now()
    return { ...settings.channel, id, nextSlotAt: nextSlot(settings.channel, now), createdAt: now }
  }
  const visibleChannels: CommandDeps['visibleChannels'] = async ({ channel, personId }, all) => {
    const chat = chats.find(({ platform }) => platform === platformOf(channel))
    const inWorkspace = all.filter(id => workspaceOf(id) === workspaceOf(channel))
    return (await chat?.visibleChannels?.(personId, inWorkspace)) ?? all.filter(id => id === channel)
  }
  const otherSources = otherCollectors.map(({ name, collector }) => ({ name, feed: collector.feed }))
  const topicWeek = createTopicWeek({ rankings, clock, settings: settings.subscribing })
  const email: Email | undefined =
    deps.email &&
    createEmail({
      ...deps.email,
      store,
      run: request => run(request),
      mutex,
      newChannel,
      clock,
      log,
      wait,
      random: deps.random,
    })
  const coverage = () => readCoverage(keyValues)
  const run: RunCommand = createCommands({
    ...store,
    people: deps.people,
    editionBuilder,
    rankings,
    planner,
    lookUp,
    search,
    mutex,
    clock,
    feed,
    otherSources,
    coverage,
    visibleChannels,
    newChannel,
    log,
    pageSize,
    publicUrl,
    emailSignUps: email?.signUps,
    version,
    limits: settings.limits,
    counters,
    topicWeek,
    newReference: deps.newReference,
    metrics,
    timer,
    deliverSoon: jobs.deliverSoon,
  })
  const pages = createPages({
    store,
    lookUp,
    feed,
    otherSources,
    obstacles: () => lifecycle.obstacles(),
    coverage,
    clock,
    ranking: settings.edition.ranking,
    daysBack: settings.edition.daysBack,
    channel: settings.channel,
    search: settings.search,
    howToResume: deps.howToResume ?? createHowToResume([]),
    revision: () => revision,
  })
  const suggest = createSuggest({ channels, rankings, topicWeek, log })
  const chats = deps.connect({
    run,
    suggest,
    accessRestored: rejections.accessRestored,
    accessLost: rejections.accessLost,
    reconnected: jobs.deliverSoon,
    isFirst: replicas.isFirst,
    together: replicas.together,
  })

  const lifecycle = createLifecycle({
    chats,
    jobs,
    recovery,
    worker,
    runs,
    storeTrouble: createStoreHealth(store, timer),
    log,
    stopGraceMs: settings.stopGraceMs,
  })

  const shards = (): BotState['shards'] =>
    chats.flatMap(({ platform, shards }) => {
      const counts = shards?.()
      return counts ? [{ platform, ...counts }] : []
    })

  return {
    ...lifecycle,
    shards,
    async stop() {
      await Promise.all([lifecycle.stop(), email?.signUps.stop(settings.stopGraceMs)])
    },
    async start() {
      await lifecycle.start()
      void topicWeek.warm()
    },
    planner,
    feed,
    nextCollectAt: jobs.nextCollectAt,
    onCollected: jobs.onCollected,
    newChannel,
    email,
    pages,
    state: createBotState({
      store,
      sources: [{ name: source.name, feed }, ...otherSources],
      obstacles: lifecycle.obstacles,
      shards,
      clock,
      log,
    }),
  }
}
