import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Verdict } from '../../src/ports/publisher.ts'
import { StoreError } from '../../src/ports/store-error.ts'
import { listed } from '../contracts/store/samples.ts'
import { createRecordedMetrics } from '../fakes/metrics.ts'
import { type AppHarness, createAppHarness } from '../fixtures/app-harness.ts'
import { openMemoryStore } from '../fixtures/memory-store.ts'

const EIGHT = '2026-11-23T08:00Z'
const NINE = '2026-11-23T09:00Z'

let records: string[]
let harness: AppHarness

async function startHarness(options: Parameters<typeof createAppHarness>[1] = {}): Promise<AppHarness> {
  const recorded = createRecordedMetrics()
  records = recorded.records
  harness = await createAppHarness(EIGHT, { metrics: recorded.metrics, ...options })
  onTestFinished(harness.app.stop)
  return harness
}

/** What these methods have recorded since the last call. */
function recordedBy(...names: string[]): string[] {
  return records.splice(0).filter(record => names.some(name => record.startsWith(`${name} `)))
}

describe('collections', () => {
  beforeEach(() => startHarness())

  it('are counted by outcome, with the papers that are new', async () => {
    harness.source.days.set('2026-11-23', [listed('2611.00001'), listed('2611.00002')])
    await harness.app.start()
    const found = recordedBy('collected', 'added').filter(record => record !== 'added Test source 0')
    expect(found).toEqual(['added Test source 2', 'collected Test source succeeded'])
    harness.source.failure = 'is down'
    await harness.at('2026-11-23T08:15Z')
    expect(recordedBy('collected')).toEqual(['collected Test source failed'])
  })

  it('that end with a fault of ours count too', async () => {
    harness.source.list = async () => {
      throw new TypeError('a bug')
    }
    await harness.app.start()
    expect(recordedBy('collected')).toEqual(['collected Test source error'])
  })
})

describe('deliveries', () => {
  beforeEach(async () => {
    await startHarness()
    harness.source.days.set('2026-11-23', [listed('2611.00001')])
    await harness.app.start()
    await harness.type('confirm subscribe *')
    records.length = 0
  })

  it.each<[Verdict, string]>([
    [{ kind: 'sent', messageId: 'm1' }, 'sent'],
    [{ kind: 'retry', reason: 'is down' }, 'retry'],
    [{ kind: 'unknown', reason: 'no answer' }, 'unknown'],
    [{ kind: 'dead', scope: 'channel', code: 'is_archived', reason: 'archived' }, 'dead'],
    [{ kind: 'dead', scope: 'message', code: 'invalid_blocks', reason: 'invalid' }, 'dead'],
  ])('are counted by verdict: %o', async (verdict, counted) => {
    harness.verdicts.push(verdict, { kind: 'retry', reason: 'later' })
    await harness.at(NINE)
    expect(recordedBy('attempted')[0]).toBe(`attempted slack:T1/C1 ${counted}`)
  })

  it('that are given up count as failed', async () => {
    harness.verdicts.push({ kind: 'retry', reason: 'is down', afterMs: 7 * 3_600_000 })
    await harness.at(NINE)
    expect(recordedBy('attempted')).toEqual(['attempted slack:T1/C1 failed'])
  })

  it('that meet a fault of ours count as errors', async () => {
    harness.answer = () => {
      throw new TypeError('a bug')
    }
    await harness.at(NINE)
    expect(recordedBy('attempted')[0]).toBe('attempted slack:T1/C1 error')
  })

  it('count 429s by whose limit it was, and other retries not', async () => {
    harness.verdicts.push({ kind: 'retry', reason: 'is down' })
    await harness.at(NINE)
    harness.verdicts.push({ kind: 'retry', reason: 'slow down', throttled: 'workspace', afterMs: 60_000 })
    await harness.at('2026-11-23T09:05Z')
    expect(recordedBy('throttled')).toEqual(['throttled slack:T1/C1 workspace'])
  })

  it('have a lag if they are scheduled, and not if someone asked for them', async () => {
    await harness.type('post')
    await harness.delivered()
    await harness.at('2026-11-23T08:01Z')
    expect(recordedBy('attempted', 'sentAfterSlot')).toEqual(['attempted slack:T1/C1 sent'])
    harness.source.days.set('2026-11-23', [listed('2611.00001'), listed('2611.00002')])
    await harness.at('2026-11-23T09:02Z')
    expect(recordedBy('attempted', 'sentAfterSlot')).toEqual([
      'attempted slack:T1/C1 sent',
      `sentAfterSlot slack:T1/C1 ${2 * 60_000}`,
    ])
  })
})

describe('commands', () => {
  const outcomes = () => recordedBy('ran').map(record => record.replace(/ \d+$/, ''))

  it('are counted by their name, whatever word was typed for it, and never by what was typed', async () => {
    await startHarness()
    for (const text of ['status', 'find agents', 'secret-plans', '2611.00001', 'x'.repeat(2_000)])
      await harness.type(text)
    expect(outcomes()).toEqual([
      'ran status answered',
      'ran search answered',
      'ran unknown answered',
      'ran show answered',
      'ran unknown refused',
    ])
  })

  it('that are refused, or fail, are told apart', async () => {
    const store = await openMemoryStore()
    const find = () => Promise.reject(new StoreError('secret', { trouble: 'full' }))
    const rate = { count: 1, perMs: 60_000 }
    await startHarness({
      store: { ...store, channels: { ...store.channels, find } },
      limits: { commands: { person: rate, workspace: rate } },
    })
    await harness.type('subscriptions')
    await harness.type('subscriptions')
    expect(outcomes()).toEqual(['ran subscriptions failed', 'ran unknown refused'])
  })
})

describe('the state', () => {
  it('has what is in the database, and is read again after ten seconds at the earliest', async () => {
    await startHarness()
    harness.source.days.set('2026-11-23', [listed('2611.00001')])
    await harness.app.start()
    const before = await harness.app.state()
    expect(before).toEqual({
      isReady: true,
      shards: [],
      stored: {
        feeds: [{ source: 'Test source', state: 'fresh' }],
        outbox: { due: 0, sending: 0, sent: 0, failed: 0 },
        late: 0,
        uncertain: 0,
        papers: 1,
      },
    })
    harness.isConnected = false
    await harness.type('confirm subscribe *')
    await harness.type('post')
    const due = async () => (await harness.app.state()).stored?.outbox.due
    harness.clock.advance(9_999)
    expect(await due()).toBe(0)
    harness.clock.advance(1)
    expect(await due()).toBe(1)
    const late = async () => (await harness.app.state()).stored?.late
    harness.clock.advance(9 * 60_000)
    expect(await late()).toBe(0)
    harness.clock.advance(2 * 60_000)
    expect(await late()).toBe(1)
  })

  it('has the shards of a chat that processes divide', async () => {
    await startHarness()
    await harness.app.start()
    harness.shards = { total: 4, held: 2, connected: 1 }
    const shards = [{ platform: 'slack', total: 4, held: 2, connected: 1 }]
    expect((await harness.app.state()).shards).toEqual(shards)
    expect(harness.app.shards()).toEqual(shards)
  })

  it('counts the papers again after five minutes', async () => {
    await startHarness()
    await harness.app.start()
    const papers = async () => (await harness.app.state()).stored?.papers
    expect(await papers()).toBe(0)
    await harness.store.papers.record([listed('2611.00001')], harness.clock.now())
    harness.clock.advance(5 * 60_000 - 1)
    expect(await papers()).toBe(0)
    harness.clock.advance(10_000)
    expect(await papers()).toBe(1)
  })

  it('says that the bot isn’t ready, and has nothing of a database that fails', async () => {
    const store = await openMemoryStore()
    const countByState = () => Promise.reject(new StoreError('gone', { trouble: 'unreachable' }))
    await startHarness({ store: { ...store, outbox: { ...store.outbox, countByState } } })
    await harness.app.start()
    harness.isConnected = false
    expect(await harness.app.state()).toEqual({ isReady: false, shards: [], stored: undefined })
  })
})
