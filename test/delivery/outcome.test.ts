import { describe, expect, it } from 'vitest'
import { type Failure, outcomeOf, reconcileAt, refusalOf, type Sent } from '../../src/delivery/outcome.ts'
import { backoff } from '../../src/lib/backoff.ts'
import type { Delivery, Outcome } from '../../src/ports/outbox.ts'
import { MINUTE, NOW } from '../contracts/store/samples.ts'
import { threadOf } from './deliveries.ts'

const SETTINGS = { backoffMs: 1_000, maxBackoffMs: 60_000 }
const context = { now: NOW, settings: SETTINGS, random: 0.5 }

describe('the wait before the next attempt', () => {
  it.each([
    { attempts: 1, random: 0.5, expected: 1_000 },
    { attempts: 2, random: 0.5, expected: 2_000 },
    { attempts: 5, random: 0.5, expected: 16_000 },
    { attempts: 7, random: 0.5, expected: 60_000 },
    { attempts: 1, random: 0, expected: 800 },
    { attempts: 1, random: 1, expected: 1_200 },
    { attempts: 7, random: 1, expected: 72_000 },
    { attempts: 1, random: 0, askedForMs: 799, expected: 800 },
    { attempts: 1, random: 0, askedForMs: 5_000, expected: 5_000 },
    { attempts: 1, random: 0.33333, expected: 933 },
  ])(
    'after attempt $attempts, with the random number $random: $expected',
    ({ attempts, random, askedForMs, expected }) => {
      expect(backoff(attempts, SETTINGS, random, askedForMs)).toBe(expected)
    },
  )
})

it.each([
  [1, 1_000],
  [30, 1_000],
  [31, 2_000],
  [35, 32_000],
  [40, 60_000],
])('with thirty steady waits, the wait after attempt %i is %i', (attempts, expected) => {
  expect(backoff(attempts, { ...SETTINGS, steadyWaits: 30 }, 0.5)).toBe(expected)
})

describe('the next reconciliation of an uncertain message', () => {
  it.each([
    { triedAt: undefined, afterMs: undefined, expected: 1_000 },
    { triedAt: NOW - 10, afterMs: undefined, expected: 1_000 },
    { triedAt: NOW - 7_000, afterMs: undefined, expected: 7_000 },
    { triedAt: NOW - 90_000, afterMs: undefined, expected: 60_000 },
    { triedAt: NOW - 7_000, afterMs: 9_000, expected: 9_000 },
    { triedAt: NOW - 7_000, afterMs: 2_000, expected: 7_000 },
  ])(
    'is after $expected ms when tried at $triedAt and asked to wait $afterMs ms',
    ({ triedAt, afterMs, expected }) => {
      expect(reconcileAt(threadOf({ triedAt }), context, afterMs) - NOW).toBe(expected)
    },
  )
})

describe('an attempt', () => {
  const dead = { kind: 'dead', code: 'gone', reason: 'no' } as const
  const error = 'no (gone)'

  it.each<[Sent | Failure, Partial<Delivery>, Outcome]>([
    [{ kind: 'sent', messageIds: ['m'] }, {}, { kind: 'sent', messageIds: ['m'] }],
    [
      { kind: 'unknown', reason: 'broke' },
      { triedAt: NOW - 7_000 },
      { kind: 'unknown', at: NOW + 7_000, error: 'broke' },
    ],
    [{ kind: 'retry', reason: 'busy' }, {}, { kind: 'due', at: NOW + 1_000, error: 'busy' }],
    [{ kind: 'retry', reason: 'busy' }, { attempts: 2 }, { kind: 'due', at: NOW + 4_000, error: 'busy' }],
    [{ kind: 'retry', reason: 'busy', afterMs: 5 }, {}, { kind: 'due', at: NOW + 1_000, error: 'busy' }],
    [{ kind: 'retry', reason: 'busy', afterMs: 9_000 }, {}, { kind: 'due', at: NOW + 9_000, error: 'busy' }],
    [
      { kind: 'retry', reason: 'busy', afterMs: 5, throttled: 'bot' },
      {},
      { kind: 'due', at: NOW + 5, error: 'busy' },
    ],
    [
      { kind: 'retry', reason: 'busy', throttled: 'bot' },
      {},
      { kind: 'due', at: NOW + 1_000, error: 'busy' },
    ],
    [
      { kind: 'retry', reason: 'busy' },
      { expiresAt: NOW + 2 * MINUTE + 1_001 },
      { kind: 'due', at: NOW + 1_000, error: 'busy' },
    ],
    [
      { kind: 'retry', reason: 'busy' },
      { expiresAt: NOW + 2 * MINUTE + 1_000 },
      { kind: 'failed', error: 'too old to deliver: busy' },
    ],
    [{ ...dead, scope: 'channel' }, { plain: true }, { kind: 'due', at: NOW, error }],
    [{ ...dead, scope: 'workspace' }, {}, { kind: 'due', at: NOW, error }],
    [{ ...dead, scope: 'platform' }, {}, { kind: 'due', at: NOW, error }],
    [{ ...dead, scope: 'message' }, {}, { kind: 'due', at: NOW, error, plain: true }],
    [{ ...dead, scope: 'message' }, { plain: true }, { kind: 'failed', error }],
  ])('with %j of a delivery with %j ends so', (verdict, changes, expected) => {
    expect(outcomeOf(verdict, threadOf(changes), context)).toEqual(expected)
  })
})

describe('a refusal that may cost the edition', () => {
  const dead = { kind: 'dead', code: 'gone', reason: 'no' } as const

  it.each<[Sent | Failure, ReturnType<typeof refusalOf>]>([
    [
      { kind: 'retry', reason: 'Slack: new', refusedWith: 'new' },
      { code: 'new', reason: 'Slack: new' },
    ],
    [
      { ...dead, scope: 'message' },
      { code: 'gone', reason: 'no (gone)' },
    ],
    [{ ...dead, scope: 'channel' }, undefined],
    [{ ...dead, scope: 'workspace' }, undefined],
    [{ kind: 'retry', reason: 'busy' }, undefined],
    [{ kind: 'unknown', reason: 'broke' }, undefined],
    [{ kind: 'sent', messageIds: ['m'] }, undefined],
  ])('is in %j: %j', (verdict, expected) => {
    expect(refusalOf(verdict)).toEqual(expected)
  })
})
