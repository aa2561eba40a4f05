import { isDeepStrictEqual } from 'node:util'
import type { AppSettings } from '../../src/app/app.ts'
import type { Channel } from '../../src/channels/channel.ts'
import type { FeedStatus } from '../../src/collecting/feed-status.ts'
import { composeDayList } from '../../src/digests/compose-day-list.ts'
import { createRankedPapers } from '../../src/digests/ranked-papers.ts'
import { within } from '../../src/lib/time-limit.ts'
import type { Digest, Entry } from '../../src/messages/digest.ts'
import type { ReplySpan } from '../../src/messages/reply.ts'
import type { Candidate } from '../../src/papers/paper.ts'
import type { Channels } from '../../src/ports/channels.ts'
import type { Papers } from '../../src/ports/papers.ts'
import { EVERYTHING } from '../../src/search/topics.ts'
import type { Clock } from '../../src/time/clock.ts'
import { dayAt } from '../../src/time/days.ts'
import { type PreviewState, previewGuide } from './guide.ts'
import { markSample, sampleDay } from './sample-day.ts'
import type { TerminalPreview } from './terminal.ts'

/** How long the terminal stays empty at most while papers are collected, ms. */
const MAX_WAIT_MS = 5_000

function showingOf(newestDay: string | undefined, now: number): PreviewState['showing'] {
  if (!newestDay) return { kind: 'sample' }
  return newestDay === dayAt(now, 'UTC') ? { kind: 'today' } : { kind: 'last', day: newestDay }
}

const idOf = ({ paperId }: Entry): string => paperId

const SLOW = { ok: false, reason: 'The source hasn’t answered yet.' } as const

/** What is shown before a chat is connected: the newest day, and how to connect one. */
export interface Preview {
  /**
   * Shows the preview in a terminal once papers were collected. If that takes long, the stored papers are shown first.
   * @param pageUrl where the pages are, unless they are turned off
   * @param collected resolves when the first collection has ended, successful or not
   */
  show(terminal: TerminalPreview, pageUrl: string | undefined, collected: Promise<void>): Promise<void>
  /** Replaces the sample day if there are papers by now. */
  refresh(terminal: TerminalPreview, pageUrl: string | undefined): Promise<void>
  /** What the first web page shows beside its list: how to connect a chat while there is none, and the sample day until there are papers. */
  welcome(): Promise<{
    guide: readonly (readonly ReplySpan[])[]
    sample?: Digest | undefined
    status: string
  }>
}

export function createPreview(deps: {
  papers: Papers
  channels: Channels
  feed: () => Promise<FeedStatus>
  nextCollectAt: () => Promise<number>
  /** Whether no chat is connected; otherwise the page shows the source's status only. */
  isPreview: boolean
  clock: Clock
  channel: Channel
  settings: AppSettings
  platforms: PreviewState['platforms']
}): Preview {
  const { papers, channels, feed, clock, settings } = deps
  /** What the terminal shows. */
  let shown: Awaited<ReturnType<typeof newestDay>> | undefined

  /** The newest day's best papers, or the sample day if no paper was ever collected. */
  async function newestDay(): Promise<{ digest: Digest | undefined; showing: PreviewState['showing'] }> {
    const now = clock.now()
    const day = await papers.newestDay()
    const showing = showingOf(day, now)
    if (!day) return { digest: composeSample(now), showing }
    return { digest: compose(await papers.candidates(day), now), showing }
  }

  const compose = (candidates: readonly Candidate[], now: number): Digest | undefined =>
    composeDayList(createRankedPapers(candidates, now, settings.edition.ranking), EVERYTHING, deps.channel)

  function composeSample(now: number): Digest | undefined {
    const digest = compose(sampleDay(now), now)
    return digest && markSample(digest)
  }

  /** Whether the source works; if it failed, or only the sample day can be shown, the reason. */
  async function sourceState(showing: PreviewState['showing']): Promise<PreviewState['source']> {
    const { state, text } = await feed()
    return state === 'failed' || showing.kind === 'sample' ? { ok: false, reason: text } : { ok: true }
  }

  async function stateOf(
    showing: PreviewState['showing'],
    source: PreviewState['source'],
  ): Promise<PreviewState> {
    const now = clock.now()
    const channel = (await channels.find(deps.channel.id)) ?? deps.channel
    return {
      now,
      timezone: channel.timezone,
      source,
      showing,
      nextCollectAt: Math.max(now, await deps.nextCollectAt()),
      nextDigestAt: channel.nextSlotAt,
      platforms: deps.platforms,
    }
  }

  async function showNow(
    terminal: TerminalPreview,
    pageUrl: string | undefined,
    source?: PreviewState['source'],
  ): Promise<void> {
    const { digest, showing } = await newestDay()
    const isNew = !isDeepStrictEqual(digest?.entries.map(idOf), shown?.digest?.entries.map(idOf))
    if (digest && isNew) terminal.show(digest)
    const state = await stateOf(showing, source ?? (await sourceState(showing)))
    terminal.say(previewGuide({ ...state, pageUrl }))
    shown = { digest, showing }
  }

  return {
    async show(terminal, pageUrl, collected) {
      const isCollected = await within(
        collected.then(() => true),
        MAX_WAIT_MS,
      )
      if (!isCollected) await showNow(terminal, pageUrl, SLOW)
      await collected
      await showNow(terminal, pageUrl)
    },
    async refresh(terminal, pageUrl) {
      if (shown?.showing.kind === 'sample' && (await papers.newestDay())) await showNow(terminal, pageUrl)
    },
    async welcome() {
      const now = clock.now()
      const showing = showingOf(await papers.newestDay(), now)
      const { text } = await feed()
      const guide = deps.isPreview ? previewGuide(await stateOf(showing, await sourceState(showing))) : []
      return {
        guide,
        sample: deps.isPreview && showing.kind === 'sample' ? composeSample(now) : undefined,
        status: text,
      }
    },
  }
}
