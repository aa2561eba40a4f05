import { describe, expect, it } from 'vitest'
import { createAttempt } from '../../src/delivery/attempt.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Delivery } from '../../src/ports/outbox.ts'
import type { Dead, Verdict } from '../../src/ports/publisher.ts'
import { CHANNEL, NOW } from '../contracts/store/samples.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { createRecordedMetrics } from '../fakes/metrics.ts'
import { createAnswering, OPEN_GATE, threadOf } from './deliveries.ts'

const GONE: Dead = { kind: 'dead', scope: 'channel', code: 'gone', reason: 'the channel is gone' }
const BUSY: Verdict = { kind: 'retry', reason: 'busy' }
const MINUTE = 60_000

/** Runs one attempt and records everything it did, in order. Each message takes a second of the clock. */
async function attempt(
  changes: Partial<Delivery>,
  {
    ours = {},
    hasThreads,
    ...answers
  }: Parameters<typeof createAnswering>[0] & {
    ours?: { begin?: boolean; posted?: boolean; settle?: boolean }
    hasThreads?: boolean
  } = {},
) {
  const done: unknown[][] = []
  const clock = createFakeClock(NOW)
  const { publisher, posts, lookedUp } = createAnswering(answers)
  const { metrics, records } = createRecordedMetrics()
  const slow = {
    ...publisher,
    ...(hasThreads !== undefined && { hasThreads }),
    publish(...given: Parameters<typeof publisher.publish>) {
      clock.advance(1_000)
      return publisher.publish(...given)
    },
  }
  const line = (level: string) => (fields: object, message: string) =>
    void done.push([level, fields, message])
  const log: Log = { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') }
  const run = createAttempt({
    gate: OPEN_GATE,
    outbox: {
      async begin(...given) {
        done.push(['begin', ...given])
        return ours.begin ?? true
      },
      async posted(_id, _lease, messageId) {
        done.push(['posted', messageId])
        return ours.posted ?? true
      },
      async settle(...given) {
        done.push(['settle', ...given])
        return ours.settle ?? true
      },
    },
    // Handling a rejection takes some rounds of the event loop: the attempt has to wait for it.
    rejections: {
      async rejected(...given) {
        await new Promise(resolve => setImmediate(resolve))
        done.push(['rejected', ...given])
      },
      async lost(...given) {
        await new Promise(resolve => setImmediate(resolve))
        done.push(['lost', ...given])
      },
    },
    clock,
    log,
    metrics,
    random: () => 0.5,
    settings: { leaseMs: MINUTE, backoffMs: MINUTE, maxBackoffMs: 10 * MINUTE },
    signal: new AbortController().signal,
  })
  const delivery = threadOf(changes)
  const outcome = await run(delivery, slow)
  return { outcome, done, records, posts, lookedUp, delivery, publisher: slow }
}

const fieldsOf = (attempts: number, outcome: string) => ({
  channel: CHANNEL,
  edition: '2026-11-23T09:00Z',
  attempt: attempts,
  outcome,
})

describe('an attempt', () => {
  it('begins, posts all messages, and settles', async () => {
    const { outcome, done } = await attempt({})
    const sent = { kind: 'sent', messageIds: ['m0', 'm1', 'm2'] }
    expect(outcome).toEqual(sent)
    expect(done).toEqual([
      ['begin', 7, 'lease-1', NOW],
      ...['m0', 'm1'].map(messageId => ['posted', messageId]),
      ['settle', 7, 'lease-1', sent, NOW + 3_000],
      ['info', { ...fieldsOf(1, 'sent'), papers: 2 }, 'posted'],
    ])
  })

  it('does nothing without a lease', async () => {
    expect(await attempt({ lease: undefined })).toMatchObject({ outcome: undefined, done: [], posts: [] })
  })

  it('posts nothing if the lease is no longer ours', async () => {
    const { outcome, done, posts } = await attempt({}, { ours: { begin: false } })
    expect([outcome, done.length, posts]).toEqual([undefined, 1, []])
  })

  it('settles nothing if the lease was lost between two messages', async () => {
    const { outcome, done } = await attempt({}, { ours: { posted: false } })
    expect([outcome, done.map(([name]) => name)]).toEqual([undefined, ['begin', 'posted']])
  })

  it('says nothing where the lease was lost before it was settled', async () => {
    const { outcome, done } = await attempt({}, { ours: { settle: false } })
    expect([outcome, done.at(-1)?.[0]]).toEqual([undefined, 'settle'])
  })

  it('is due again after a backoff when the platform is busy', async () => {
    const { outcome, done } = await attempt({ attempts: 2 }, { verdicts: [BUSY] })
    const due = { kind: 'due', at: NOW + 1_000 + 4 * MINUTE, error: 'busy' }
    expect(outcome).toEqual(due)
    expect(done.slice(1)).toEqual([
      ['settle', 7, 'lease-1', due, NOW + 1_000],
      ['warn', { ...fieldsOf(3, 'due'), reason: 'busy' }, 'not posted'],
    ])
  })

  it('counts the wait for an uncertain message from the start of this attempt', async () => {
    const verdicts: Verdict[] = [{ kind: 'unknown', reason: 'broke off' }]
    const { outcome } = await attempt({ triedAt: NOW - 5 * MINUTE }, { verdicts })
    expect(outcome).toEqual({ kind: 'unknown', at: NOW + 1_000 + MINUTE, error: 'broke off' })
  })

  it.each<Dead['scope']>(['message', 'channel', 'workspace', 'platform'])(
    'handles a rejection of the %s before the row can be claimed again',
    async scope => {
      const dead = { ...GONE, scope }
      const { done, delivery, publisher } = await attempt({}, { verdicts: [dead] })
      expect(done.map(([name]) => name)).toEqual(['begin', 'rejected', 'settle', 'warn'])
      expect(done[1]).toEqual(['rejected', delivery, dead, publisher])
    },
  )
})

describe('a platform without threads', () => {
  it.each([
    [false, ['m0'], { layout: 'compact' }],
    [true, ['m0', 'm1', 'm2'], { layout: 'thread' }],
  ])('gets a thread as one message: has threads: %s', async (hasThreads, messageIds, digest) => {
    const { outcome, posts, delivery } = await attempt({}, { hasThreads })
    expect(outcome).toEqual({ kind: 'sent', messageIds })
    expect(posts[0]?.post).toMatchObject({ channel: delivery.channel, slotAt: delivery.slotAt, digest })
    expect(posts[0]?.post.digest.entries).toEqual(delivery.digest.entries)
  })
})

describe('a refusal', () => {
  const REFUSED: Verdict = { kind: 'retry', reason: 'may not post here', refusedWith: 'no_permission' }
  const refusal = { code: 'no_permission', reason: 'may not post here' }

  it('that costs the edition is reported before the row can be claimed again', async () => {
    const { done, delivery, publisher } = await attempt({ expiresAt: NOW + MINUTE }, { verdicts: [REFUSED] })
    expect(done.map(([name]) => name)).toEqual(['begin', 'lost', 'settle', 'warn'])
    expect(done[1]).toEqual(['lost', delivery, refusal, publisher])
  })

  it('isn’t reported while the edition can still be delivered', async () => {
    const { done } = await attempt({}, { verdicts: [REFUSED] })
    expect(done.map(([name]) => name)).toEqual(['begin', 'settle', 'warn'])
  })
})

describe('what is counted', () => {
  const SLOT = NOW - 4_000
  /** The three messages of a thread take three seconds. */
  const LATE = `sentAfterSlot ${CHANNEL} 7000`
  const late: Partial<Delivery> = { expiresAt: NOW + MINUTE }

  it.each<[string, Verdict[], Partial<Delivery>, string[]]>([
    ['a scheduled digest with its lateness', [], { origin: 'schedule' }, ['sent', LATE]],
    ['one that was asked for', [], { origin: 'request' }, ['sent']],
    ['one that is due again', [BUSY], { origin: 'schedule' }, ['retry']],
    ['one that may have arrived', [{ kind: 'unknown', reason: 'broke off' }], {}, ['unknown']],
    ['one that is given up', [BUSY], late, ['failed']],
    ['one whose channel is gone', [GONE], {}, ['dead']],
    ['one that is rejected itself', [{ ...GONE, scope: 'message' }], {}, ['dead']],
  ])('is %s', async (_, verdicts, changes, [verdict, ...others]) => {
    const { records } = await attempt({ slotAt: SLOT, ...changes }, { verdicts })
    expect(records).toEqual([`attempted ${CHANNEL} ${verdict}`, ...others])
  })

  it('is nothing where the lease is no longer ours', async () => {
    expect((await attempt({}, { ours: { settle: false } })).records).toEqual([])
  })
})

describe('an attempt at a row left in `sending`', () => {
  it('reconciles it first, and does not count', async () => {
    const found = { kind: 'posted', messageId: 'm2' } as const
    const { done, posts, lookedUp } = await attempt(
      { state: 'sending', attempts: 1, messageIds: ['m0', 'm1'] },
      { found },
    )
    expect([posts.length, lookedUp.length]).toEqual([0, 1])
    expect(done).toEqual([
      ['settle', 7, 'lease-1', { kind: 'sent', messageIds: ['m0', 'm1', 'm2'] }, NOW],
      ['info', { ...fieldsOf(1, 'sent'), papers: 2 }, 'posted'],
    ])
  })

  it('settles nothing where the lease is no longer ours', async () => {
    const found = { kind: 'posted', messageId: 'm2' } as const
    const { outcome, done } = await attempt({ state: 'sending' }, { found, ours: { posted: false } })
    expect([outcome, done]).toEqual([undefined, [['posted', 'm2']]])
  })

  it('logs nothing if the delivery simply continues', async () => {
    const found = { kind: 'posted', messageId: 'm0' } as const
    const { outcome, done } = await attempt({ state: 'sending', attempts: 1 }, { found })
    expect(outcome).toEqual({ kind: 'due', at: NOW })
    expect(done.map(([name]) => name)).toEqual(['posted', 'settle'])
  })

  it('handles a rejection as well', async () => {
    const found = { kind: 'unknown', reason: 'closed', mayRepeat: true } as const
    const { done } = await attempt({ state: 'sending' }, { found, verdicts: [GONE] })
    expect(done.map(([name]) => name)).toEqual(['rejected', 'settle', 'warn'])
  })
})
