import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { ChannelId } from '../../src/channels/channel-id.ts'
import { createHarnesses } from '../adapters/postgres/postgres-harness.ts'
import { hasServer, needsServer } from '../adapters/postgres/server.ts'
import { CHANNEL } from '../fixtures/app-harness.ts'
import { candidate, MONDAY } from '../fixtures/candidates.ts'
import { type OpenStore, type ReplicaHarness, sharedMemory, startReplicas } from '../fixtures/replicas.ts'

const paper = (id: string, title = `Paper ${id}`) =>
  candidate(id, { paper: { title, listedAt: Date.parse(`${MONDAY}T06:00Z`) } })

const createHarness = createHarnesses()

async function openPostgres(): Promise<OpenStore> {
  const harness = await createHarness()
  onTestFinished(() => harness.remove())
  return harness.open
}

let harness: ReplicaHarness

async function start(open: OpenStore): Promise<void> {
  harness = await startReplicas(`${MONDAY}T08:00Z`, open)
  harness.days.set(MONDAY, [paper('2611.00001'), paper('2611.00002')])
}
afterEach(() => harness.close())

const channels = Array.from({ length: 12 }, (_, index): ChannelId => `slack:T1/C${index}`)

/** The leases, except those of events, which are remembered for some minutes, and of the backfill, which continues. */
const leased = async () =>
  (await harness.store.leases.all()).map(({ name }) => name).filter(name => !/^event |^backfill$/.test(name))

const DATABASES = [
  { name: 'in memory', open: async () => sharedMemory(), isThere: true },
  { name: `on PostgreSQL${needsServer}`, open: openPostgres, isThere: hasServer },
]

describe.each(DATABASES.filter(({ isThere }) => isThere))(
  'three processes on one database $name',
  ({ open }) => {
    beforeEach(async () => start(await open()))

    it('ask the source once, at their start and whenever it is time', async () => {
      expect(new Set(harness.asked).size).toBe(harness.asked.length)
      harness.asked.length = 0
      await harness.at(`${MONDAY}T08:15Z`)
      expect(new Set(harness.asked).size).toBe(harness.asked.length)
      expect(harness.asked).toContain(MONDAY)
    })

    it('plan and post one digest for each channel, and leave nothing leased', async () => {
      for (const [index, channel] of channels.entries()) {
        await harness.replicas[index % 3]?.type('confirm subscribe', { channel })
      }
      await harness.at(`${MONDAY}T09:00Z`)
      // Each of them delivers what another has planned, and a lease ends when the clock moves on while it does.
      await expect.poll(() => harness.store.outbox.countByState()).toMatchObject({ sent: channels.length })
      await harness.at(`${MONDAY}T09:01Z`)
      expect(
        harness
          .posts()
          .map(post => post.channel)
          .sort(),
      ).toEqual([...channels].sort())
      await expect.poll(leased).toEqual([])
    })

    it('make no edition while one of them is planning', async () => {
      const [first, second] = harness.replicas
      await first.type('confirm subscribe')
      await harness.store.leases.acquire('plan', 'another', 60_000)
      await second.at(`${MONDAY}T09:00Z`)
      expect(harness.posts()).toEqual([])
      await harness.store.leases.release('plan', 'another')
      await second.at(`${MONDAY}T09:01Z`)
      await expect.poll(() => harness.posts()).toHaveLength(1)
    })

    it('deliver at once what another has planned', async () => {
      const [first, second, third] = harness.replicas
      await harness.at(`${MONDAY}T08:15Z`)
      first.isConnected = false
      second.isConnected = false
      await first.type('confirm subscribe')
      await first.type('post')
      await expect.poll(() => third.posts).toHaveLength(1)
    })

    it('answer from the papers that another has just collected', async () => {
      const [first, second] = harness.replicas
      await first.at(`${MONDAY}T08:15Z`)
      expect(JSON.stringify(await second.type('today'))).toContain('Paper 2611.00001')
      harness.days.set(MONDAY, [paper('2611.00001', 'Renamed'), paper('2611.00002')])
      await first.at(`${MONDAY}T08:30Z`)
      await expect.poll(async () => JSON.stringify(await second.type('today'))).toContain('Renamed')
    })

    it('change a channel one after the other', async () => {
      const [first, second, third] = harness.replicas
      await first.type('confirm subscribe')
      await Promise.all([
        first.type('schedule 07:30', { personId: 'U1' }),
        second.type('subscribe agents', { personId: 'U2' }),
        third.type('pause', { personId: 'U3' }),
        first.type('subscribe diffusion', { personId: 'U4' }),
      ])
      const channel = await harness.store.channels.find(CHANNEL)
      expect(channel).toMatchObject({ time: '07:30', pausedBy: { person: 'Ada' } })
      expect((await harness.store.channels.topics(CHANNEL)).length).toBeGreaterThanOrEqual(2)
      await expect.poll(leased).toEqual([])
    })

    it('handle an event once that comes to several of them', async () => {
      const firsts = await Promise.all(harness.replicas.map(({ isFirst }) => isFirst('slack 1')))
      expect(firsts.filter(Boolean)).toHaveLength(1)
      expect(await harness.replicas[0].isFirst('slack 2')).toBe(true)
    })

    it('skip no slot as missed because another one was planning for long when they started', async () => {
      const [first] = harness.replicas
      await first.type('confirm subscribe')
      const channel = await harness.store.channels.find(CHANNEL)
      if (!channel) throw new Error('no channel')
      await harness.store.channels.save({ ...channel, catchUp: 'skip' })
      await harness.at(`${MONDAY}T08:59Z`)
      await harness.store.leases.acquire('plan', 'another', 60_000)
      await harness.at(`${MONDAY}T09:00Z`)
      await harness.at(`${MONDAY}T09:04Z`)
      const added = await harness.add()
      await harness.store.leases.release('plan', 'another')
      await added.at(`${MONDAY}T09:05Z`)
      await expect.poll(() => [...harness.posts(), ...added.posts]).toHaveLength(1)
    })
  },
)
