import { describe, expect, it } from 'vitest'
import { deliveryText } from '../../src/delivery/status-text.ts'
import type { Delivery } from '../../src/ports/outbox.ts'
import { digestOf, edition, NOW } from '../contracts/store/samples.ts'

const MINUTE = 60_000
const delivery = (changes: Partial<Delivery>): Delivery => ({
  ...edition('2026-11-23T09:00Z', { digest: digestOf('1', '2'), createdAt: NOW }),
  id: 1,
  state: 'due',
  attempts: 0,
  dueAt: NOW,
  messageIds: [],
  plain: false,
  ...changes,
})

const maybe = (why: string): string =>
  `2 papers, may have arrived (${why}). Paper Round checks that before it sends anything again.`

describe('the status of a delivery', () => {
  it.each<[Partial<Delivery>, string]>([
    [{ state: 'sent' }, '2 papers, today at 09:00.'],
    [{ state: 'sent', settledAt: NOW + MINUTE }, '2 papers, today at 09:01.'],
    [{ state: 'sent', digest: { ...digestOf(), title: 'No digest' } }, '“No digest”, today at 09:00.'],
    [{ state: 'sent', digest: digestOf('1') }, '1 paper, today at 09:00.'],
    [{ state: 'failed' }, '2 papers, not posted, today at 09:00: unknown reason.'],
    [{ state: 'failed', error: 'refused' }, '2 papers, not posted, today at 09:00: refused.'],
    [{ state: 'due' }, '2 papers, about to be posted.'],
    [{ state: 'due', error: 'busy' }, '2 papers, not posted yet: busy. Paper Round will try again.'],
    [{ state: 'sending', leaseUntil: NOW + 1 }, '2 papers, being posted.'],
    [{ state: 'sending', leaseUntil: NOW }, maybe('Paper Round was stopped while posting')],
    [{ state: 'sending' }, maybe('Paper Round was stopped while posting')],
    [{ state: 'sending', leaseUntil: NOW + 1, error: 'timed out' }, maybe('timed out')],
  ])('is a sentence: %#', (changes, text) => {
    expect(deliveryText(delivery(changes), NOW, 'UTC')).toBe(text)
  })
})
