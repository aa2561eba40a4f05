import type { FeedStatus } from '../collecting/feed-status.ts'
import { messageOf } from '../lib/errors.ts'
import { createRecentWork } from '../lib/recent-work.ts'
import { within } from '../lib/time-limit.ts'
import type { Log } from '../ports/log.ts'
import type { BotState, StoredState } from '../ports/metrics.ts'
import type { Store } from '../ports/store.ts'
import type { Clock } from '../time/clock.ts'

/** How long an answer of the database is reused, ms, however many ask. */
const REUSED_MS = 10_000
/** How long the number of papers is reused, ms: counting them is slow, and new ones arrive every quarter of an hour. */
const PAPERS_REUSED_MS = 5 * 60_000
/** How long a reader waits for the database, ms; Prometheus waits 10 s. */
const PATIENCE_MS = 3_000
/** A delivery that has been due for this long is late, ms. */
const LATE_MS = 10 * 60_000

/** The bot's current state, for its metrics. Never rejects. */
export function createBotState(deps: {
  store: Pick<Store, 'outbox' | 'papers'>
  sources: readonly { name: string; feed: () => Promise<FeedStatus> }[]
  obstacles: () => Promise<readonly string[]>
  shards: () => BotState['shards']
  clock: Clock
  log: Log
}): () => Promise<BotState> {
  const { sources, obstacles, clock, log } = deps
  const { outbox, papers } = deps.store
  const recent = createRecentWork<StoredState | undefined>(1, { afterMs: REUSED_MS, now: clock.now })
  const recentPapers = createRecentWork<number>(1, { afterMs: PAPERS_REUSED_MS, now: clock.now })

  async function readStored(): Promise<StoredState | undefined> {
    try {
      const [feeds, counts, overdue, paperCount] = await Promise.all([
        Promise.all(sources.map(async ({ name, feed }) => ({ source: name, state: (await feed()).state }))),
        outbox.countByState(),
        outbox.overdue(clock.now(), LATE_MS),
        recentPapers.get('') ?? recentPapers.start('', papers.count),
      ])
      return { feeds, outbox: counts, ...overdue, papers: paperCount }
    } catch (error) {
      log.debug({ error: messageOf(error) }, 'could not read metrics from the database')
      return undefined
    }
  }

  return async () => {
    const reading = recent.get('') ?? recent.start('', readStored)
    const [reasons, stored] = await Promise.all([
      within(obstacles(), PATIENCE_MS),
      within(reading, PATIENCE_MS),
    ])
    return { isReady: reasons?.length === 0, shards: deps.shards(), stored }
  }
}
