import { describe, expect, it } from 'vitest'
import { createMessageSender } from '../../src/delivery/message-sender.ts'
import { createReconcile } from '../../src/delivery/reconcile.ts'
import type { Delivery, Outcome } from '../../src/ports/outbox.ts'
import type { Dead, Found, Verdict } from '../../src/ports/publisher.ts'
import { digestOf, NOW } from '../contracts/store/samples.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { createAnswering, OPEN_GATE, threadOf } from './deliveries.ts'

const POSTED: Found = { kind: 'posted', messageId: 'm' }
const CLOSED: Found = { kind: 'unknown', reason: 'closed', mayRepeat: false }
const REPEATABLE: Found = { kind: 'unknown', reason: 'closed', mayRepeat: true }
const GONE: Dead = { kind: 'dead', scope: 'channel', code: 'gone', reason: 'no' }
const UNFIT: Dead = { ...GONE, scope: 'message' }

async function reconcile(
  changes: Partial<Delivery>,
  answers: { found: Found; verdicts?: readonly Verdict[]; ours?: boolean },
) {
  const recorded: string[] = []
  const clock = createFakeClock(NOW)
  const { publisher, posts, lookedUp } = createAnswering(answers)
  const sender = createMessageSender({
    gate: OPEN_GATE,
    outbox: {
      async posted(_id, _lease, messageId) {
        recorded.push(messageId)
        return answers.ours ?? true
      },
    },
    clock,
    leaseMs: 60_000,
    signal: new AbortController().signal,
  })
  const settings = { backoffMs: 1_000, maxBackoffMs: 60_000 }
  const run = createReconcile({ sender, clock, random: () => 0.5, settings })
  const delivery = threadOf({ state: 'sending', attempts: 1, triedAt: NOW - 7_000, ...changes })
  const reconciled = await run({ delivery, lease: 'lease-1', publisher })
  return { reconciled, recorded, posts, lookedUp }
}

const sentAs = (...messageIds: string[]): Outcome => ({ kind: 'sent', messageIds })

describe('a message that may have arrived', () => {
  it.each<[string, Partial<Delivery>, Found, Outcome]>([
    ['the first of a thread, continues', {}, POSTED, { kind: 'due', at: NOW }],
    ['the second of a thread, continues', { messageIds: ['a'] }, POSTED, { kind: 'due', at: NOW }],
    ['the last of a thread, is sent', { messageIds: ['a', 'b'] }, POSTED, sentAs('a', 'b', 'm')],
    ['the only one, is sent', { digest: digestOf('1', '2') }, POSTED, sentAs('m')],
    [
      'one that another process tried, is followed by the next uncertain one',
      { attempts: 0 },
      POSTED,
      { kind: 'unknown', at: NOW, error: 'may have been posted before' },
    ],
    ['absent, is due', {}, { kind: 'absent' }, { kind: 'due', at: NOW, error: 'stopped while posting' }],
    [
      'absent, is due and keeps its error',
      { error: 'broke' },
      { kind: 'absent' },
      { kind: 'due', at: NOW, error: 'broke' },
    ],
    [
      'not to be found, is looked for later',
      {},
      CLOSED,
      { kind: 'unknown', at: NOW + 7_000, error: 'closed' },
    ],
    [
      'not readable until a time, is reconciled then',
      {},
      { ...CLOSED, afterMs: 9_000 },
      { kind: 'unknown', at: NOW + 9_000, error: 'closed' },
    ],
    [
      'not readable just before it expires, is reconciled later',
      { expiresAt: NOW + 1 },
      CLOSED,
      { kind: 'unknown', at: NOW + 7_000, error: 'closed' },
    ],
    [
      'not readable when it expires, fails',
      { expiresAt: NOW },
      REPEATABLE,
      { kind: 'failed', error: 'may have arrived: closed', mayHaveArrived: true },
    ],
  ])('%s', async (_, changes, found, outcome) => {
    const { reconciled, recorded, posts, lookedUp } = await reconcile(changes, { found })
    expect(reconciled).toEqual({ outcome })
    expect(recorded).toEqual(found === POSTED && outcome.kind !== 'sent' ? ['m'] : [])
    expect([posts.length, lookedUp.length]).toEqual([0, 1])
  })

  it('is not searched for if all were recorded', async () => {
    const { reconciled, lookedUp } = await reconcile({ messageIds: ['a', 'b', 'c'] }, { found: POSTED })
    expect([reconciled, lookedUp]).toEqual([{ outcome: { kind: 'sent' } }, []])
  })

  it.each([{ found: POSTED }, { found: REPEATABLE }])(
    'is no longer ours if the lease was lost: $found.kind',
    async ({ found }) => {
      expect(await reconcile({}, { found, ours: false })).toMatchObject({ reconciled: undefined })
    },
  )
})

describe('a message repeated to a platform that recognises it', () => {
  const unknown = (ms: number, error: string): Outcome => ({ kind: 'unknown', at: NOW + ms, error })

  it.each<[Verdict, Outcome, Dead | undefined]>([
    [{ kind: 'sent', messageId: 'm' }, { kind: 'due', at: NOW }, undefined],
    [{ kind: 'unknown', reason: 'broke' }, unknown(7_000, 'broke'), undefined],
    [{ kind: 'retry', reason: 'busy' }, unknown(7_000, 'busy'), undefined],
    [{ kind: 'retry', reason: 'busy', afterMs: 9_000 }, unknown(9_000, 'busy'), undefined],
    [GONE, unknown(0, 'no'), GONE],
    [UNFIT, { kind: 'due', at: NOW, error: 'no (gone)', plain: true }, UNFIT],
  ])('ends by its answer: %j', async (verdict, outcome, dead) => {
    const { reconciled, recorded, posts, lookedUp } = await reconcile(
      {},
      { found: REPEATABLE, verdicts: [verdict] },
    )
    const refusal = verdict === UNFIT ? { code: 'gone', reason: 'no (gone)' } : undefined
    expect(reconciled).toEqual({ outcome, dead, refusal })
    expect(recorded).toEqual(verdict.kind === 'sent' ? ['m'] : [])
    expect(posts).toHaveLength(1)
    // One lease covers both, so both share its time.
    expect(posts[0]?.signal).toBe(lookedUp[0]?.signal)
  })
})
