import type { Channel } from '../channels/channel.ts'
import type { Span } from '../collecting/coverage.ts'
import type { FeedStatus } from '../collecting/feed-status.ts'
import type { LookUp } from '../collecting/look-up.ts'
import type { HowToResume } from '../doctor/delivery.ts'
import type { Ranking } from '../papers/rank.ts'
import type { Store } from '../ports/store.ts'
import { createSearch, type SearchSettings } from '../search/search.ts'
import type { Clock } from '../time/clock.ts'
import { createFeeds } from './feed.ts'
import { createOperatorPage } from './operator-page.ts'
import { createPaperPage } from './paper-page.ts'
import { createPeriodPages } from './period-page.ts'
import { createRankSpan } from './ranked-span.ts'
import { createSearchPage } from './search-page.ts'
import { createSummaries } from './summaries.ts'
import { createTopicPage } from './topic-page.ts'
import { createFindTopicPapers } from './topic-papers.ts'

/** What the pages and feeds show, as data. */
export type Pages = ReturnType<typeof createPages>

/** Papers on a page of a day, a week or a month, and of results: each is some 900 bytes of HTML. */
const PAGE_SIZE = { period: 50, search: 20 }

export function createPages(deps: {
  store: Store
  lookUp: LookUp
  feed: () => Promise<FeedStatus>
  otherSources: readonly { name: string; feed: () => Promise<FeedStatus> }[]
  obstacles: () => Promise<readonly string[]>
  coverage: () => Promise<readonly Span[]>
  clock: Clock
  ranking: Ranking
  daysBack: number
  channel: Pick<Channel, 'layout' | 'size' | 'timezone'>
  search: SearchSettings
  howToResume: HowToResume
  /** Another number after papers were stored. */
  revision: () => number
}) {
  const { store, clock, ranking, channel } = deps
  const { papers, index } = store
  const rankSpan = createRankSpan({ papers, clock, ranking })
  const find = createFindTopicPapers({ index, rankSpan, clock, limitMs: deps.search.limitMs })
  const search = createSearch({ index, clock, settings: deps.search })
  const summary = createSummaries(clock)
  return {
    revision: deps.revision,
    periods: createPeriodPages({ ...deps, papers, index, rankSpan, summary, pageSize: PAGE_SIZE.period }),
    search: createSearchPage({ search, summary, clock, pageSize: PAGE_SIZE.search }),
    paper: createPaperPage({ lookUp: deps.lookUp, papers, search, summary, clock }),
    topic: createTopicPage({ find, index, clock, ranking, daysBack: deps.daysBack, channel }),
    feeds: createFeeds({ find, index, summary, clock, size: channel.size }),
    operator: createOperatorPage({ ...deps, timezone: channel.timezone }),
  }
}
