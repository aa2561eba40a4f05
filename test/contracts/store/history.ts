import { beforeEach, expect, it } from 'vitest'
import type { Store } from '../../../src/ports/store.ts'
import { parseQuery } from '../../../src/search/query/parser.ts'
import {
  beginSending,
  CHANNEL,
  channel,
  claim,
  DAY,
  digestOf,
  edition,
  HOUR,
  latest,
  listed,
  MINUTE,
  NOW,
} from './samples.ts'

/** What the store removes by age. */
export function historyContract(use: () => Store): void {
  beforeEach(() => use().channels.save(channel()))

  const LATER = NOW + DAY

  /** Sends an edition of three papers as a thread. @returns its row as it was settled */
  async function sendThread(name: string, at: number) {
    const digest = { ...digestOf('2611.00001', '2611.00002', '2611.00003'), layout: 'thread' as const }
    const { id, lease } = await beginSending(use(), edition(name, { digest }))
    for (const message of ['header', 'm1', 'm2', 'm3']) await use().outbox.posted(id, lease, message)
    await use().outbox.settle(id, lease, { kind: 'sent' }, at)
    return latest(use())
  }

  async function fail(name: string, mayHaveArrived = false): Promise<number> {
    const { id, lease } = await beginSending(use(), edition(name))
    await use().outbox.settle(id, lease, { kind: 'failed', error: 'is_archived', mayHaveArrived }, NOW)
    return id
  }

  it('removes the texts of old deliveries, and keeps which papers were posted in which message', async () => {
    const before = await sendThread('first', NOW)
    expect(await use().outbox.archiveBefore(NOW)).toEqual({ archived: 0 })
    expect(await latest(use())).toEqual(before)
    expect(await use().outbox.archiveBefore(NOW + 1)).toEqual({ archived: 1 })
    const { title, layout } = before.digest
    const entries = before.digest.entries.map(({ paperId }) => ({
      paperId,
      title: '',
      url: '',
      summary: '',
      facts: [],
    }))
    const digest = { title, layout, entries, notes: [], actions: [] }
    expect(await latest(use())).toEqual({ ...before, digest, archived: true })
    expect(await use().outbox.findDeliveryOf(CHANNEL, '2611.00003')).toEqual(await latest(use()))
    const posted = new Set(['2611.00001', '2611.00002', '2611.00003'])
    expect(await use().outbox.postedPapers(CHANNEL)).toEqual(posted)
    expect(await use().outbox.plan(edition('first'))).toBe(false)
  })

  it('removes from the title of a posted paper who posted it', async () => {
    await use().channels.save(channel())
    const digest = { ...digestOf('2611.00001'), title: 'Posted by Ada' }
    const { id, lease } = await beginSending(use(), edition('post-paper 1', { origin: 'paper', digest }))
    await use().outbox.settle(id, lease, { kind: 'sent' }, NOW)
    await use().outbox.archiveBefore(NOW + 1)
    expect((await latest(use())).digest.title).toBe('Posted by someone')
  })

  it('archives a row once', async () => {
    await sendThread('first', NOW)
    await use().outbox.archiveBefore(LATER)
    expect(await use().outbox.archiveBefore(LATER)).toEqual({ archived: 0 })
  })

  it('archives failed deliveries, which can’t be retried then', async () => {
    const ids = [await fail('nowhere'), await fail('somewhere', true)]
    expect(await use().outbox.archiveBefore(LATER)).toEqual({ archived: 2 })
    for (const id of ids) {
      expect(await use().outbox.retry(id, { now: LATER, expiresAt: LATER + HOUR })).toBe(false)
    }
    expect(await use().outbox.postedPapers(CHANNEL)).toEqual(new Set(['2611.00001']))
  })

  it('leaves what is due, leased, uncertain or retried, however old', async () => {
    const retried = await fail('retried')
    await use().outbox.retry(retried, { now: LATER, expiresAt: LATER + HOUR })
    const uncertain = await beginSending(use(), edition('uncertain'))
    const unknown = { kind: 'unknown', at: NOW + HOUR, error: 'no answer' } as const
    await use().outbox.settle(uncertain.id, uncertain.lease, unknown, NOW)
    await beginSending(use(), edition('begun'))
    await use().outbox.plan(edition('leased'))
    await claim(use(), { now: NOW + MINUTE / 2 })
    await use().outbox.plan(edition('due'))
    const before = await use().outbox.latest(CHANNEL, 9)
    expect(before.map(({ state }) => state)).toEqual(['due', 'due', 'sending', 'sending', 'sending'])
    expect(await use().outbox.archiveBefore(NOW + 999 * DAY)).toEqual({ archived: 0 })
    expect(await use().outbox.latest(CHANNEL, 9)).toEqual(before)
  })

  it('archives as many rows as there are', async () => {
    for (let index = 0; index < 201; index++) await use().outbox.plan(edition(`e${index}`))
    await use().outbox.cancel(CHANNEL, 'the channel has no subscriptions', NOW)
    expect(await use().outbox.archiveBefore(LATER)).toEqual({ archived: 201 })
  })

  const found = (...ids: string[]) =>
    use().papers.addUnlisted(
      ids.map(id => listed(id, {}, { title: `Aurora ${id}` }).paper),
      NOW,
      new Map(ids.map(id => [id, { upvotes: 3, comments: 0 }])),
    )

  const inIndex = async (text: string) => {
    const query = parseQuery(text)
    return query.ok ? use().index.find(query.query, { today: '2026-11-23', limit: 999 }) : []
  }

  it('removes old papers that only a search has found, also from the index', async () => {
    await found('2611.00001', '2611.00002')
    await use().papers.addUnlisted([listed('2611.00003', {}, { title: 'Aurora' }).paper], NOW, new Map())
    expect(await use().papers.removeFoundBefore(NOW)).toEqual({ removed: 0 })
    expect(await inIndex('aurora')).toHaveLength(3)
    expect(await use().papers.removeFoundBefore(NOW + 1)).toEqual({ removed: 3 })
    expect(await use().papers.find('2611.00001')).toBeUndefined()
    expect(await inIndex('aurora')).toEqual([])
    await found('2611.00001')
    expect(await inIndex('aurora')).toMatchObject([{ upvotes: 3 }])
  })

  it('removes as many as there are, and those behind papers that stay', async () => {
    const ids = Array.from({ length: 150 }, (_, index) => `2611.${10_000 + index}`)
    const downranked = ids.map(paperId => ({ paperId, title: '', terms: ['video'] }))
    await use().channels.save(channel(CHANNEL, { downranked }))
    await found(...ids)
    await found(...Array.from({ length: 201 }, (_, index) => `2611.${20_000 + index}`))
    expect(await use().papers.removeFoundBefore(LATER)).toEqual({ removed: 201 })
    expect(await inIndex('aurora')).toHaveLength(150)
  })

  it.each<[why: string, use: () => Promise<unknown>]>([
    ['was imported before', () => use().papers.addUnlisted([listed('2611.00001').paper], NOW - DAY)],
    ['was listed before', () => use().papers.record([listed('2611.00001')], NOW - DAY)],
  ])('keeps a found paper that %s', async (_, keep) => {
    await keep()
    await found('2611.00001')
    expect(await use().papers.removeFoundBefore(LATER)).toEqual({ removed: 0 })
    expect(await use().papers.find('2611.00001')).toBeDefined()
  })

  it.each<[why: string, use: () => Promise<unknown>]>([
    ['was imported later', () => use().papers.addUnlisted([listed('2611.00001').paper], NOW)],
    ['was listed later', () => use().papers.record([listed('2611.00001')], NOW)],
    [
      'was listed later as it was found',
      () => use().papers.record([listed('2611.00001', {}, { title: 'Aurora 2611.00001' })], NOW),
    ],
    ['was posted', () => sendThread('first', NOW)],
    ['is about to be posted', () => use().outbox.plan(edition('first'))],
    ['may be posted', () => beginSending(use())],
    [
      'was downranked',
      () =>
        use().channels.save(
          channel('discord:1/2', { downranked: [{ paperId: '2611.00001', title: 'A', terms: ['video'] }] }),
        ),
    ],
  ])('keeps a found paper that %s', async (_, keep) => {
    await found('2611.00001', '2611.00009')
    await keep()
    expect(await use().papers.removeFoundBefore(LATER)).toEqual({ removed: 1 })
    expect(await use().papers.find('2611.00001')).toBeDefined()
  })
}
