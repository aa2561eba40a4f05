import { beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../../src/ports/store.ts'
import {
  beginSending,
  CHANNEL,
  channel,
  claim,
  digestOf,
  edition,
  HOUR,
  latest,
  listed,
  MINUTE,
  MONDAY,
  NOW,
} from './samples.ts'

/** Several handles on one database at the same time, as several processes have. */
export function replicasContract(use: () => Store, another: () => Promise<Store>): void {
  let stores: Store[]
  beforeEach(async () => {
    stores = [use(), await another(), await another(), await another()]
  })

  /** Runs the same work through each handle at once. */
  const atOnce = <Result>(work: (store: Store, place: number) => Promise<Result>): Promise<Result[]> =>
    Promise.all(stores.map(work))

  describe('deliveries', () => {
    beforeEach(() => use().channels.save(channel()))

    it('are claimed by eight workers without a duplicate', async () => {
      for (let index = 0; index < 80; index++) await use().outbox.plan(edition(`edition ${index}`))
      const claimed: number[] = []
      const work = async (store: Store): Promise<void> => {
        const rows = await claim(store, { limit: 3 })
        claimed.push(...rows.map(({ id }) => id))
        if (rows.length > 0) await work(store)
      }
      await Promise.all([...stores, ...stores].map(work))
      // A worker may have found all rows locked by others, which then had taken only three each.
      claimed.push(...(await claim(use(), { limit: 80 })).map(({ id }) => id))
      expect(claimed).toHaveLength(80)
      expect(new Set(claimed).size).toBe(80)
    })

    it('that are too old fail once, while others claim', async () => {
      for (let index = 0; index < 40; index++) {
        const expiresAt = index % 2 === 0 ? NOW : NOW + HOUR
        await use().outbox.plan(edition(`edition ${index}`, { expiresAt }))
      }
      const claimed = await atOnce(store => claim(store, { limit: 10 }))
      const rest = await claim(use(), { limit: 40 })
      expect([...claimed.flat(), ...rest]).toHaveLength(20)
      const states = (await use().outbox.latest(CHANNEL, 40)).map(({ state }) => state)
      expect(states.filter(state => state === 'failed')).toHaveLength(20)
    })

    it('are planned once, and the channel moves on once', async () => {
      const planned = await atOnce(store => store.outbox.plan(edition('slot'), NOW + HOUR))
      expect(planned.filter(Boolean)).toHaveLength(1)
      expect(await use().outbox.latest(CHANNEL, 9)).toHaveLength(1)
      expect(await use().channels.find(CHANNEL)).toMatchObject({ nextSlotAt: NOW + HOUR })
    })

    it('are settled by the one that has the lease, once', async () => {
      const { id, lease } = await beginSending(use())
      const settled = await atOnce((store, place) =>
        store.outbox.settle(id, place === 2 ? lease : 'no such lease', { kind: 'sent' }, NOW + place),
      )
      expect(settled).toEqual([false, false, true, false])
      const again = await atOnce(store => store.outbox.settle(id, lease, { kind: 'sent' }, NOW))
      expect(again).toEqual([false, false, false, false])
      expect(await latest(use())).toMatchObject({ state: 'sent', settledAt: NOW + 2 })
    })

    it('begin once, whoever tries', async () => {
      await use().outbox.plan(edition('first'))
      const [row] = await claim(use())
      const begun = await atOnce(store => store.outbox.begin(row?.id ?? 0, row?.lease ?? '', NOW))
      expect(begun.filter(Boolean)).toHaveLength(1)
      expect(await latest(use())).toMatchObject({ attempts: 1 })
    })

    it('lose no message, and give none to a worker whose lease another has taken', async () => {
      const { id, lease } = await beginSending(use())
      const now = NOW + MINUTE
      const [, taken] = await Promise.all([
        stores[0]?.outbox.posted(id, lease, 'm0'),
        claim(stores[1] ?? use(), { now }),
      ])
      const messages = (await latest(use())).messageIds
      // A claim leaves out a row that is being written.
      expect([...taken, ...(await claim(stores[1] ?? use(), { now }))]).toHaveLength(1)
      expect(await use().outbox.posted(id, lease, 'm1')).toBe(false)
      expect((await latest(use())).messageIds).toEqual(messages)
    })

    it('of the same papers are settled at once, in whatever order they have them', async () => {
      const papers = Array.from({ length: 15 }, (_, index) => `2611.${10_000 + index}`)
      const begun: { id: number; lease: string }[] = []
      for (const [place] of stores.entries()) {
        const digest = digestOf(...(place % 2 === 0 ? papers : papers.toReversed()))
        begun.push(await beginSending(use(), edition(`edition ${place}`, { digest })))
      }
      const settled = await atOnce((store, place) => {
        const { id = 0, lease = '' } = begun[place] ?? {}
        return store.outbox.settle(id, lease, { kind: 'sent' }, NOW)
      })
      expect(settled).toEqual([true, true, true, true])
      expect(await use().outbox.postedPapers(CHANNEL)).toEqual(new Set(papers))
    })

    it('are archived once each', async () => {
      for (let index = 0; index < 120; index++) await use().outbox.plan(edition(`edition ${index}`))
      await use().outbox.cancel(CHANNEL, 'the channel has no subscriptions', NOW)
      const archived = await atOnce(store => store.outbox.archiveBefore(NOW + 1))
      const { archived: rest } = await use().outbox.archiveBefore(NOW + 1)
      expect(archived.reduce((sum, each) => sum + each.archived, rest)).toBe(120)
      expect(await use().outbox.latest(CHANNEL, 200)).toHaveLength(120)
    })
  })

  describe('papers', () => {
    const list = (from: number, count: number, title: string) =>
      Array.from({ length: count }, (_, index) =>
        listed(`2611.${10_000 + from + index}`, {}, { title: `${title} ${from + index}` }),
      )
    const keysOf = async (count: number) => {
      const ids = Array.from({ length: count }, (_, index) => `2611.${10_000 + index}`)
      return (await use().index.keys(ids)).map(({ key }) => key)
    }

    it('of one list are recorded once, by whoever is first', async () => {
      const results = await atOnce(store => store.papers.record(list(0, 30, 'Aurora'), NOW))
      expect(results.map(({ added }) => added).sort((a, b) => b - a)).toEqual([30, 0, 0, 0])
      expect(await use().papers.candidates(MONDAY)).toHaveLength(30)
      const words = await use().index.words({ like: 'aurora', letters: [6, 6], papers: 1 })
      expect(words).toEqual([{ word: 'aurora', papers: 30 }])
    })

    it('of lists that overlap get a key each, and are counted once', async () => {
      await atOnce((store, place) => store.papers.record(list(place * 10, 20, 'Aurora'), NOW))
      const keys = await keysOf(50)
      expect(new Set(keys).size).toBe(50)
      const words = await use().index.words({ like: 'aurora', letters: [6, 6], papers: 1 })
      expect(words).toEqual([{ word: 'aurora', papers: 50 }])
    })

    it('are added, found, removed and listed at once', async () => {
      const added = list(0, 40, 'Aurora').map(({ paper }) => paper)
      await use().papers.addUnlisted(added, NOW, new Map())
      await Promise.all([
        stores[0]?.papers.record(list(0, 40, 'Borealis'), NOW + 1),
        stores[1]?.papers.removeFoundBefore(NOW + 1),
        stores[2]?.papers.addUnlisted(added, NOW + 1, new Map()),
        stores[3]?.papers.categorise('2611.10000', ['cs.CL']),
      ])
      await use().papers.record(list(0, 40, 'Borealis'), NOW + 2)
      expect(await use().papers.candidates(MONDAY)).toHaveLength(40)
      expect(new Set(await keysOf(40)).size).toBe(40)
      const query = { kind: 'words', stems: ['boreali'], text: 'borealis' } as const
      expect(await use().index.matching(query, { today: MONDAY, limit: 99 })).toHaveLength(40)
    })
  })

  it('snapshots are thinned once by several at the same time', async () => {
    for (let index = 0; index < 5; index++) {
      await use().papers.record([listed('2611.00001'), listed('2611.00002')], NOW + index * MINUTE)
    }
    const thinned = await atOnce(store => store.papers.thinSnapshots(NOW + 40 * 24 * HOUR))
    expect(thinned.reduce((sum, { removed }) => sum + removed, 0)).toBe(8)
  })

  it('a suspension is added by one of several', async () => {
    const added = await atOnce(store =>
      store.suspensions.add({ scope: 'slack:', reason: 'revoked', at: NOW }),
    )
    expect(added.filter(Boolean)).toHaveLength(1)
  })

  it('a key has one of the values that were set at once', async () => {
    await atOnce((store, place) => store.keyValues.set('feed', `value ${place}`))
    expect(await use().keyValues.get('feed')).toMatch(/^value [0-3]$/)
  })
}
