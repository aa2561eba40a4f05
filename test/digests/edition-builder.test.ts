import { beforeEach, describe, expect, it } from 'vitest'
import { RANKING } from '../../config/defaults.ts'
import type { Channel } from '../../src/channels/channel.ts'
import type { FeedStatus } from '../../src/collecting/feed-status.ts'
import { createEditionBuilder, type EditionSettings } from '../../src/digests/edition-builder.ts'
import { createRankings } from '../../src/digests/rankings.ts'
import type { Paper } from '../../src/papers/paper.ts'
import type { Origin } from '../../src/ports/outbox.ts'
import type { Store } from '../../src/ports/store.ts'
import { EVERYTHING } from '../../src/search/topics.ts'
import { CHANNEL, channel, DAY, digestOf, edition, HOUR, listed, NOW } from '../contracts/store/samples.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { openMemoryStore } from '../fixtures/memory-store.ts'

const FEED: FeedStatus = { state: 'fresh', text: 'It is there.' }

let store: Store
let clock: ReturnType<typeof createFakeClock>
beforeEach(async () => {
  clock = createFakeClock(NOW)
  store = await openMemoryStore()
  return () => store.close()
})

const settings: EditionSettings = { ranking: RANKING, daysBack: 3, maxDaysBack: 8, staleAfterMs: 6 * HOUR }
const openRankings = () => createRankings({ ...store, clock, settings })

const openEditionBuilder = () =>
  createEditionBuilder({
    ...store,
    rankings: openRankings(),
    feed: async () => ({ ...FEED, missingNotice: 'Some are missing.' }),
    clock,
    settings,
  })

/** Stores a paper listed on a day. */
const list = (id: string, paper: Partial<Paper> = {}) =>
  store.papers.record([listed(id, {}, paper)], clock.now())

describe('an edition', () => {
  async function follow(): Promise<void> {
    await store.channels.save(channel())
    await store.channels.subscribe(CHANNEL, EVERYTHING, { person: 'Ada', personId: 'U1' }, NOW)
  }

  const built = async (of: Channel, slotAt = NOW) =>
    (await openEditionBuilder().build(of, { rank: openRankings().covered, feed: FEED, slotAt })).edition

  it('of a weekly slot that is still open on the next day has the week of the slot', async () => {
    await follow()
    const slotAt = Date.parse('2026-11-23T23:00Z')
    const weekly = channel(CHANNEL, { days: [1], timezone: 'UTC', time: '23:00', nextSlotAt: slotAt })
    clock.set('2026-11-24T02:00Z')
    await list('of Monday', { day: '2026-11-23' })
    const { edition, week } = await openEditionBuilder().buildNext(weekly)
    expect([edition.kind, week]).toEqual(['nothing', { from: '2026-11-16', to: '2026-11-22' }])
    const { week: following } = await openEditionBuilder().buildNext({
      ...weekly,
      nextSlotAt: slotAt + 7 * DAY,
    })
    expect(following).toEqual({ from: '2026-11-23', to: '2026-11-29' })
  })

  it('asks the source for the days of a week, at most as many as there may be', () => {
    const weekly = channel(CHANNEL, { days: [1], timezone: 'UTC', time: '09:00' })
    const slotAt = Date.parse('2026-11-23T09:00Z')
    clock.set(slotAt)
    expect(openEditionBuilder().daysBack(weekly, slotAt)).toBe(7)
    clock.set('2026-11-26T09:00Z')
    expect(openEditionBuilder().daysBack(weekly, slotAt)).toBe(8)
  })

  it('of a weekly channel is of its week: late papers of the day before too, and what each gained in it', async () => {
    await follow()
    const weekly = channel(CHANNEL, { days: [1], timezone: 'UTC', time: '09:00' })
    const record = (at: string, id: string, day: string, upvotes: number) => {
      clock.set(at)
      return store.papers.record(
        [listed(id, { upvotes }, { day, listedAt: Date.parse(`${day}T06:00Z`) })],
        clock.now(),
      )
    }
    await record('2026-11-15T08:00Z', 'known at the slot before', '2026-11-15', 900)
    await record('2026-11-16T09:00Z', 'at that very moment', '2026-11-15', 900)
    await record('2026-11-16T09:01Z', 'late', '2026-11-15', 40)
    await record('2026-11-17T08:00Z', 'first', '2026-11-17', 43)
    await record('2026-11-18T08:00Z', 'first', '2026-11-17', 150)
    await record('2026-11-22T08:00Z', 'first', '2026-11-17', 163)
    await record('2026-11-22T08:00Z', 'late', '2026-11-15', 50)
    await record('2026-11-23T08:00Z', 'of the slot’s day', '2026-11-23', 900)
    clock.set('2026-11-23T09:00Z')
    const edition = await built(weekly, clock.now())
    if (edition.kind !== 'digest') throw new Error(edition.reason)
    expect(edition.digest.title).toBe('The week’s best · 16–22 November')
    expect(edition.digest.entries.map(({ paperId, facts }) => [paperId, facts[0]?.text])).toEqual([
      ['first', '▲ 163 (+120 this week)'],
      ['late', '▲ 50 (+10 this week)'],
    ])
    expect(edition.digest.entries[0]?.facts.at(-1)?.text).toBe('from Tuesday 17 November')
  })

  it.each<{ what: string; made: { ago: number; failed?: boolean; origin?: Origin }[]; kind: string }>([
    { what: 'none before', made: [], kind: 'digest' },
    { what: 'one made before the paper was seen', made: [{ ago: 2 * HOUR }], kind: 'digest' },
    { what: 'one made since', made: [{ ago: HOUR / 2 }], kind: 'nothing' },
    { what: 'one made just now', made: [{ ago: 0 }], kind: 'nothing' },
    { what: 'one that a person requested since', made: [{ ago: 0, origin: 'request' }], kind: 'digest' },
    { what: 'a notice since', made: [{ ago: 0, origin: 'notice' }], kind: 'digest' },
    {
      what: 'one made since, and then many requests',
      made: [{ ago: HOUR / 2 }, ...Array.from({ length: 6 }, () => ({ ago: 0, origin: 'request' as const }))],
      kind: 'nothing',
    },
    { what: 'one made since that failed', made: [{ ago: HOUR / 2, failed: true }], kind: 'digest' },
    { what: 'one made while the clock was ahead', made: [{ ago: -1 }], kind: 'digest' },
    {
      what: 'one made since, and then one that failed',
      made: [{ ago: HOUR / 2 }, { ago: HOUR / 4, failed: true }],
      kind: 'nothing',
    },
  ])('needs a paper that is new since the last one: $what', async ({ made, kind }) => {
    clock.set(NOW - HOUR)
    await list('1')
    clock.set(NOW)
    await follow()
    for (const [index, { ago, failed, origin = 'schedule' }] of made.entries()) {
      await store.outbox.plan(
        edition(`e${index}`, {
          origin,
          createdAt: NOW - ago,
          digest: digestOf('other'),
          triedAt: failed ? undefined : NOW,
        }),
      )
      if (failed) await store.outbox.cancel(CHANNEL, 'a test', NOW)
    }
    expect((await built(channel())).kind).toBe(kind)
  })

  it("has the day of its slot in the channel's zone, and says what is missing", async () => {
    await list('1')
    await follow()
    const late = Date.parse('2026-11-23T23:30Z')
    expect(await built(channel(), late)).toMatchObject({
      digest: { title: 'Trending papers · Tuesday 24 November', notes: [] },
    })
    clock.set(late)
    await store.outbox.plan(edition('now', { createdAt: late, digest: digestOf('other') }))
    const { edition: asked } = await openEditionBuilder().buildNow(channel())
    expect(asked).toMatchObject({
      kind: 'digest',
      digest: { title: 'Trending papers · Tuesday 24 November', notes: [[{ text: 'Some are missing.' }]] },
    })
  })
})
