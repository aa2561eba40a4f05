import { beforeEach, describe, expect, it } from 'vitest'
import { RANKING } from '../../config/defaults.ts'
import type { Channel } from '../../src/channels/channel.ts'
import type { ChannelId } from '../../src/channels/channel-id.ts'
import type { FeedStatus } from '../../src/collecting/feed-status.ts'
import { createPlanner } from '../../src/delivery/planner.ts'
import { createEditionBuilder } from '../../src/digests/edition-builder.ts'
import { createRankings } from '../../src/digests/rankings.ts'
import { createKeyedMutex, type KeyedMutex } from '../../src/lib/keyed-mutex.ts'
import type { Store } from '../../src/ports/store.ts'
import { EVERYTHING } from '../../src/search/topics.ts'
import { EVERY_DAY, nextSlot } from '../../src/time/slots.ts'
import { CHANNEL, channel, DAY, digestOf, HOUR, listed, MINUTE, NOW } from '../contracts/store/samples.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { openMemoryStore } from '../fixtures/memory-store.ts'

const FRESH: FeedStatus = { state: 'fresh', text: 'It is there.' }
const FAILED: FeedStatus = { state: 'failed', text: 'It is down.', incident: 'not fresh since 1' }
const NEXT_DAY = NOW + DAY

let store: Store
let clock: ReturnType<typeof createFakeClock>
let feed: FeedStatus
let uncertainUntil: number
/** What happens to a channel between being found due and being planned. */
let meanwhile: () => Promise<void>
/** For how many days back the source was asked before planning. */
let checked: number[]
let lines: [level: string, fields: Record<string, unknown>][]

beforeEach(async () => {
  clock = createFakeClock(NOW - HOUR)
  store = await openMemoryStore()
  feed = FRESH
  uncertainUntil = 0
  meanwhile = async () => {}
  checked = []
  lines = []
  return () => store.close()
})

function openPlanner(pageSize?: number) {
  const mutex = createKeyedMutex()
  const interrupted: KeyedMutex = {
    runExclusive: (key, work) =>
      mutex.runExclusive(key, async () => {
        await meanwhile()
        return work()
      }),
  }
  const note = (level: string) => (fields: Record<string, unknown>) => void lines.push([level, fields])
  const log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') }
  const settings = { ranking: RANKING, daysBack: 3, maxDaysBack: 8, staleAfterMs: 6 * HOUR }
  const rankings = createRankings({ ...store, clock, settings })
  return createPlanner({
    ...store,
    editionBuilder: createEditionBuilder({ ...store, rankings, feed: async () => feed, clock, settings }),
    rankings,
    feed: async () => feed,
    check: async daysBack => void checked.push(daysBack),
    mutex: interrupted,
    clock,
    log,
    staleAfterMs: 6 * HOUR,
    noticeAfterMs: HOUR / 2,
    uncertainUntil: async () => uncertainUntil,
    pageSize,
  })
}

/** A channel that follows everything, daily at 09:00 UTC. */
async function follow(changes: Partial<Channel> = {}, id: ChannelId = CHANNEL): Promise<void> {
  await store.channels.save(channel(id, { days: EVERY_DAY, timezone: 'UTC', ...changes }))
  await store.channels.subscribe(id, EVERYTHING, { person: 'Ada', personId: 'U1' }, clock.now())
}
const list = () => store.papers.record([listed('1')], NOW - HOUR)
const rows = () => store.outbox.latest(CHANNEL, 9)
const find = () => store.channels.find(CHANNEL)

describe('a channel whose slot has come', () => {
  it.each<[what: string, changes: Partial<Channel>[], expected: number[]]>([
    ['daily', [{}], [3]],
    ['weekly', [{ days: [1] }], [7]],
    ['weekly beside daily ones', [{}, { days: [1] }, {}], [7]],
    ['not due yet', [{ nextSlotAt: NOW + 2 * MINUTE }], []],
  ])(
    'has the days of its papers checked at the source, once for all: %s',
    async (_what, channels, expected) => {
      for (const [index, changes] of channels.entries()) await follow(changes, `slack:T1/D${index}`)
      clock.set(NOW + MINUTE)
      await openPlanner().planDue()
      expect(checked).toEqual(expected)
    },
  )

  it('gets an edition of that slot, and its next slot', async () => {
    const planner = openPlanner()
    await Promise.all([follow(), list()])
    clock.set(NOW - 1)
    expect(await planner.planDue()).toBe(0)
    clock.set(NOW + MINUTE)
    expect(await planner.planDue()).toBe(1)
    expect(await rows()).toMatchObject([
      {
        edition: '2026-11-23T09:00Z',
        origin: 'schedule',
        slotAt: NOW,
        expiresAt: NOW + MINUTE + 6 * HOUR,
        createdAt: NOW + MINUTE,
        state: 'due',
        triedAt: undefined,
      },
    ])
    expect(await find()).toMatchObject({ nextSlotAt: NEXT_DAY })
    expect(await planner.planDue()).toBe(0)
  })

  it('gets that of its latest slot if several have passed', async () => {
    const planner = openPlanner()
    await follow({ nextSlotAt: NOW - 3 * DAY })
    await list()
    clock.set(NOW)
    expect(await planner.planDue()).toBe(1)
    expect(await rows()).toMatchObject([{ slotAt: NOW }])
  })

  it('gets that of its stored slot if the latest one of its schedule was earlier', async () => {
    const planner = openPlanner()
    await follow({ nextSlotAt: NOW - HOUR / 2 })
    await list()
    clock.set(NOW - HOUR / 4)
    await planner.planDue()
    expect(await rows()).toMatchObject([{ slotAt: NOW - HOUR / 2, edition: '2026-11-23T08:30Z' }])
  })

  it.each([
    { until: NOW, state: 'due', triedAt: undefined },
    { until: NOW + 1, state: 'sending', triedAt: NOW },
  ])('may have been posted to already, in a restored database ($state)', async ({ until, ...row }) => {
    const planner = openPlanner()
    await Promise.all([follow(), list()])
    uncertainUntil = until
    clock.set(NOW)
    await planner.planDue()
    expect(await rows()).toMatchObject([row])
  })

  it.each<[string, Partial<Channel>]>([
    ['rejected by its platform', { pausedReason: 'archived' }],
    ['paused by a person', { pausedBy: { person: 'Ada', at: NOW } }],
    ['planned already', { nextSlotAt: NOW + 1 }],
  ])('gets none if it was %s in the meantime', async (_, changes) => {
    const planner = openPlanner()
    await Promise.all([follow(), list()])
    clock.set(NOW)
    meanwhile = () => store.channels.save(channel(CHANNEL, { days: EVERY_DAY, timezone: 'UTC', ...changes }))
    expect(await planner.planDue()).toBe(0)
    expect(await rows()).toEqual([])
    expect(lines).toEqual([])
  })

  it('does not prevent the edition of another by being broken', async () => {
    const planner = openPlanner()
    await Promise.all([follow({ timezone: 'Mars/Olympus' }), follow({}, 'slack:T1/C2'), list()])
    clock.set(NOW)
    expect(await planner.planDue()).toBe(1)
    expect(lines).toEqual([
      ['error', { channel: CHANNEL, timezone: 'Mars/Olympus', error: expect.any(String) }],
    ])
  })
})

describe('a slot of more channels than are planned at once', () => {
  const IDS = Array.from({ length: 25 }, (_, index): ChannelId => `slack:T1/C${10 + index}`)
  const planned = async (): Promise<number> => (await store.outbox.latest(undefined, 99)).length

  /** Counts how often papers are read, to be ranked. */
  function countRankings(): () => number {
    const { candidates } = store.papers
    let count = 0
    store.papers.candidates = (...args) => {
      count++
      return candidates(...args)
    }
    return () => count
  }

  beforeEach(async () => {
    for (const id of IDS) await follow({}, id)
    await list()
    clock.set(NOW)
  })

  it('is planned in pages from the same ranked papers, and delivery begins in between', async () => {
    const rankings = countRankings()
    const before: Promise<number>[] = []
    expect(await openPlanner(10).planDue(undefined, () => void before.push(planned()))).toBe(25)
    expect(await Promise.all(before)).toEqual([10, 20, 25])
    expect(rankings()).toBe(1)
    expect(checked).toEqual([3])
  })

  it('has the source asked again only for channels that reach further back', async () => {
    const ofDays = async (id: ChannelId, days: Channel['days']) => {
      await store.channels.save(channel(id, { days, timezone: 'UTC' }))
    }
    await ofDays('slack:T1/C21', [1])
    await ofDays('slack:T1/C31', [1, 6])
    await openPlanner(10).planDue()
    expect(checked).toEqual([3, 7])
  })

  it('announces no delivery where nothing was planned, and comes to an end though all stay due', async () => {
    feed = { state: 'waiting', text: 'Not yet.' }
    for (const id of IDS) await store.channels.subscribe(id, 'unheard', { person: 'Ada' }, NOW)
    for (const id of IDS) await store.channels.unsubscribe(id, EVERYTHING)
    let announced = 0
    expect(await openPlanner(10).planDue(undefined, () => void announced++)).toBe(0)
    expect(announced).toBe(0)
    expect(await store.channels.due(NOW, { limit: 99 })).toHaveLength(25)
  })

  it('is continued by the next run if the lease for it ends half-way', async () => {
    const ending = new AbortController()
    expect(await openPlanner(10).planDue(ending.signal, () => ending.abort())).toBe(10)
    expect(await planned()).toBe(10)
    expect(await openPlanner(10).planDue()).toBe(15)
    expect(await planned()).toBe(25)
  })

  it('is planned once for each channel by two processes at the same time', async () => {
    const both = await Promise.all([openPlanner(10).planDue(), openPlanner(10).planDue()])
    expect(both[0] + both[1]).toBe(25)
    const rows = await store.outbox.latest(undefined, 99)
    expect(new Set(rows.map(row => row.channel)).size).toBe(25)
    expect(rows).toHaveLength(25)
  })

  it('gives a slot that comes a minute later its own ranked papers', async () => {
    const rankings = countRankings()
    const later: ChannelId[] = ['slack:T1/D1', 'slack:T1/D2']
    for (const [index, id] of later.entries()) {
      await follow({ time: `09:0${index + 1}`, nextSlotAt: NOW + (index + 1) * (MINUTE - 1) }, id)
    }
    // The first comes just before a minute is over, the second after it.
    const planning = openPlanner(10).planDue(undefined, () => clock.advance(MINUTE - 1))
    expect(await planning).toBe(27)
    expect(rankings()).toBe(2)
  })
})

describe('a slot without anything to post', () => {
  const skipOf = (reason: string) => ({ slotAt: NOW, reason })
  const NONE = 'Nothing to send right now: no new paper matches this channel’s topics.'

  it.each<[FeedStatus['state'], number, boolean]>([
    ['fresh', 0, true],
    ['quiet', 0, true],
    ['waiting', 0, false],
    ['stalled', 0, false],
    ['failed', 0, false],
    ['waiting', 6 * HOUR - 1, false],
    ['waiting', 6 * HOUR, true],
    ['failed', 6 * HOUR, true],
  ])('of a feed that is %s is skipped after %d ms: %s', async (state, afterMs, skipped) => {
    const planner = openPlanner()
    await follow()
    feed = { state, text: 'So it is.' }
    clock.set(NOW + afterMs)
    expect(await planner.planDue()).toBe(0)
    expect(await find()).toMatchObject({
      lastSkip: skipped ? skipOf(`${NONE} So it is.`) : undefined,
      nextSlotAt: skipped ? NEXT_DAY : NOW,
    })
    const fields = { channel: CHANNEL, slot: '2026-11-23T09:00Z', reason: `${NONE} So it is.` }
    expect(lines).toEqual(skipped ? [['info', fields]] : [])
    expect(await rows()).toEqual([])
  })

  it('names a source that failed before what this channel’s digest lacks', async () => {
    const planner = openPlanner()
    await follow()
    feed = FAILED
    clock.set(NOW + 6 * HOUR)
    await planner.planDue()
    expect(await find()).toMatchObject({ lastSkip: skipOf(`${FAILED.text} ${NONE}`) })
  })

  it.each([
    { feed: FAILED, afterMs: HOUR / 2 - 1, announced: false },
    { feed: FAILED, afterMs: HOUR / 2, announced: true },
    { feed: { ...FAILED, incident: undefined }, afterMs: HOUR, announced: false },
  ])('is explained in the channel after half an hour if the source fails: $announced', async on => {
    const planner = openPlanner()
    await follow()
    feed = on.feed
    clock.set(NOW + on.afterMs)
    expect(await planner.planDue()).toBe(0)
    await planner.planDue()
    const at = clock.now()
    const row = {
      edition: 'source not fresh since 1',
      origin: 'notice',
      slotAt: at,
      createdAt: at,
      expiresAt: at + 6 * HOUR,
    }
    expect(await rows()).toMatchObject(on.announced ? [row] : [])
    const text = (await rows())[0]?.digest.notes.flat().map(span => span.text)
    expect(text?.[0]).toBe(on.announced ? 'It is down.' : undefined)
  })
})

describe('a slot that passed while the bot was down', () => {
  it.each([
    { what: 'in that time', from: NOW - 1, to: NOW + 1, skipped: true },
    { what: 'when it stopped', from: NOW, to: NOW + MINUTE, skipped: false },
    { what: 'when it started', from: NOW - MINUTE, to: NOW, skipped: false },
  ])('is skipped if the channel is set to skip: $what', async ({ from, to, skipped }) => {
    await follow({ catchUp: 'skip' })
    // Nothing is listed until the bot is back, so that the slot is still open.
    feed = { state: 'waiting', text: 'Not yet.' }
    clock.set(from)
    await openPlanner().planDue()
    await list()
    clock.set(to)
    expect(await openPlanner().planDue()).toBe(skipped ? 0 : 1)
    expect(await rows()).toHaveLength(skipped ? 0 : 1)
    if (skipped) {
      expect((await find())?.lastSkip?.reason).toBe(
        'Paper Round was down at that time, and this channel skips missed digests.',
      )
      expect(await find()).toMatchObject({ nextSlotAt: NEXT_DAY })
    }
  })

  it('is skipped at the very first start as well, and later ones are not', async () => {
    clock.set(NOW + MINUTE)
    await follow({ catchUp: 'skip' })
    await list()
    const planner = openPlanner()
    expect(await planner.planDue()).toBe(0)
    clock.set(NEXT_DAY)
    expect(await planner.planDue()).toBe(1)
  })

  it('is not one before a start with a clock that was ahead', async () => {
    clock.set(NOW + 9 * DAY)
    await openPlanner().planDue()
    clock.set(NOW + 10 * DAY)
    const planner = openPlanner()
    await planner.planDue()
    clock.set(NOW)
    await follow({ catchUp: 'skip' })
    await list()
    expect(await planner.planDue()).toBe(1)
  })
})

describe('a next slot too far ahead because the clock was', () => {
  it.each([
    { what: 'beyond the longest day', ahead: 25 * HOUR + 1, corrected: true },
    { what: 'within the longest day', ahead: 25 * HOUR, corrected: false },
  ])('is corrected: $what', async ({ ahead, corrected }) => {
    const planner = openPlanner()
    await follow({ nextSlotAt: clock.now() + ahead })
    await planner.planDue()
    expect((await find())?.nextSlotAt).toBe(corrected ? NOW : NOW - HOUR + ahead)
    const line = ['warn', { channel: CHANNEL, slot: '2026-11-23T09:00Z' }]
    expect(lines).toEqual(corrected ? [line] : [])
  })

  it('is corrected in every channel of several pages, and one that is broken prevents no other', async () => {
    const ids = ['slack:T1/C1', 'slack:T1/C2', 'slack:T1/C3', 'slack:T1/C4', 'slack:T1/C5'] as const
    for (const id of ids) await follow({ nextSlotAt: NOW + 5 * DAY }, id)
    await follow({ nextSlotAt: NOW + 5 * DAY, timezone: 'Mars/Olympus' }, 'slack:T1/C2')
    await openPlanner(2).planDue()
    const slots = await Promise.all(ids.map(async id => (await store.channels.find(id))?.nextSlotAt))
    expect(slots).toEqual([NOW, NOW + 5 * DAY, NOW, NOW, NOW])
  })

  it('is searched for at the start, and when the clock goes back', async () => {
    const planner = openPlanner()
    await planner.planDue()
    await follow({ nextSlotAt: NOW + 5 * DAY })
    await planner.planDue()
    clock.advance(1)
    await planner.planDue()
    expect((await find())?.nextSlotAt).toBe(NOW + 5 * DAY)
    clock.advance(-1)
    await planner.planDue()
    expect((await find())?.nextSlotAt).toBe(NOW)
  })

  it('stays if it belongs to the schedule, or was corrected meanwhile', async () => {
    const monday = { days: [1], nextSlotAt: NOW + 7 * DAY } as const
    clock.set(NOW + 1)
    await follow(monday)
    await openPlanner().planDue()
    expect(lines).toEqual([])
    const soon = channel(CHANNEL, { days: EVERY_DAY, timezone: 'UTC', nextSlotAt: NOW + HOUR })
    await follow({ nextSlotAt: NOW + 5 * DAY })
    meanwhile = () => store.channels.save(soon)
    await openPlanner().planDue()
    expect((await find())?.nextSlotAt).toBe(NOW + HOUR)
    expect(nextSlot(soon, NOW + 1)).toBe(NEXT_DAY)
    expect(lines).toEqual([])
  })
})

describe('a requested edition', () => {
  it('is planned once by its name, or has a reason why there is none', async () => {
    const planner = openPlanner()
    await follow()
    clock.set(NOW)
    const of = channel(CHANNEL)
    expect(await planner.planNow(of, 'post r1')).toMatchObject({ kind: 'nothing', reason: 'no match' })
    expect(await rows()).toEqual([])
    await list()
    expect(await planner.planNow(of, 'post r1')).toMatchObject({ kind: 'digest' })
    await planner.planPaper(of, digestOf('2'), 'post r1')
    expect(await rows()).toMatchObject([
      { edition: 'post r1', origin: 'request', slotAt: NOW, createdAt: NOW, expiresAt: NOW + 6 * HOUR },
    ])
  })
})
