import type { Channel } from '../../../src/channels/channel.ts'
import type { ChannelId } from '../../../src/channels/channel-id.ts'
import type { Digest } from '../../../src/messages/digest.ts'
import type { Counts, ListedPaper, Paper } from '../../../src/papers/paper.ts'
import type { Delivery, NewDelivery } from '../../../src/ports/outbox.ts'
import type { Store } from '../../../src/ports/store.ts'
import { everydayDigest, plainEntry } from '../../fixtures/digests.ts'

/** Test data for the store's contract. */

export const MONDAY = '2026-11-23'
export const NOW = Date.parse('2026-11-23T09:00Z')
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
export const CHANNEL: ChannelId = 'slack:T1/C1'

export const listed = (
  id: string,
  counts: Partial<Counts> = {},
  paper: Partial<Paper> = {},
): ListedPaper => ({
  paper: {
    id,
    title: `A Paper Called ${id}`,
    abstract: 'We propose a small thing.',
    authors: ['Ada Example', 'Bo Sample'],
    day: MONDAY,
    listedAt: NOW - HOUR,
    publishedAt: NOW - 2 * DAY,
    keywords: [],
    ...paper,
  },
  counts: { upvotes: 10, comments: 1, ...counts },
})

export const channel = (id: ChannelId = CHANNEL, changes: Partial<Channel> = {}): Channel => ({
  id,
  time: '09:00',
  days: [1, 2, 3, 4, 5],
  timezone: 'Europe/Paris',
  layout: 'compact',
  size: 5,
  catchUp: 'once',
  minScore: 0,
  onlyCode: false,
  unvoted: false,
  muted: [],
  downranked: [],
  nextSlotAt: NOW,
  createdAt: NOW - DAY,
  ...changes,
})

export const digestOf = (...paperIds: string[]): Digest => ({
  ...everydayDigest,
  entries: paperIds.map(paperId => ({ ...plainEntry, paperId })),
})

export const edition = (name: string, changes: Partial<NewDelivery> = {}): NewDelivery => ({
  channel: CHANNEL,
  edition: name,
  origin: 'schedule',
  slotAt: NOW,
  expiresAt: NOW + 6 * HOUR,
  digest: digestOf('2611.00001'),
  createdAt: NOW,
  ...changes,
})

/** Claims up to ten rows for a minute. */
export const claim = (store: Store, changes: Partial<Parameters<Store['outbox']['claim']>[0]> = {}) =>
  store.outbox.claim({ platforms: ['slack', 'discord'], now: NOW, leaseMs: MINUTE, limit: 10, ...changes })

/** Plans an edition, claims it and begins to send it. */
export async function beginSending(store: Store, planned: NewDelivery = edition('first')) {
  await store.outbox.plan(planned)
  const delivery = (await claim(store)).find(({ edition }) => edition === planned.edition)
  if (!delivery?.lease) throw new Error('the edition was not claimed')
  await store.outbox.begin(delivery.id, delivery.lease, NOW)
  return { id: delivery.id, lease: delivery.lease }
}

/** The latest row of the outbox. */
export async function latest(store: Store, of: ChannelId = CHANNEL): Promise<Delivery> {
  const [delivery] = await store.outbox.latest(of, 1)
  if (!delivery) throw new Error('the outbox has no row of this channel')
  return delivery
}
