import { beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../src/channels/channel.ts'
import { recordChanges } from '../../src/commands/record-changes.ts'
import { ephemeralReply } from '../../src/messages/reply.ts'
import type { Change } from '../../src/ports/audit.ts'
import type { Store } from '../../src/ports/store.ts'
import { openPeople, type People } from '../../src/privacy/people-keys.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { MONDAY_NINE } from '../fixtures/candidates.ts'
import { aChannel } from '../fixtures/channels.ts'
import { openMemoryStore } from '../fixtures/memory-store.ts'

let store: Store
let people: People
beforeEach(async () => {
  store = await openMemoryStore()
  people = await openPeople(store.keyValues)
  return () => store.close()
})

const channel = aChannel({ createdAt: 1, nextSlotAt: 2 })
const done = ephemeralReply('Done.')

/** Runs some work as Ada's command, and returns what was recorded. */
async function recorded(work: () => Promise<unknown>, args = 'all of it'): Promise<Change[]> {
  const request = {
    id: 'r1',
    channel: channel.id,
    person: 'Ada',
    personId: 'U1',
    mayChange: true,
    text: '',
    origin: 'typed' as const,
    name: 'change',
    args,
    typed: args,
    page: 1,
    confirmed: false,
  }
  const { channels, audit, keyValues } = store
  const deps = { channels, audit, keyValues, people, clock: createFakeClock(MONDAY_NINE) }
  const reply = await recordChanges(deps, request, async () => {
    await work()
    return done
  })
  expect(reply).toBe(done)
  return store.audit.latest(channel.id, 10)
}

describe('the record of changes', () => {
  const settings: Partial<Channel>[] = [
    { time: '17:30' },
    { timezone: 'Europe/Paris' },
    { days: [1, 2] },
    { layout: 'thread' },
    { size: 3 },
    { catchUp: 'skip' },
    { minScore: 40 },
    { onlyCode: true },
    { unvoted: true },
    { muted: ['robots'] },
    { downranked: [{ paperId: '2611.00001', title: 'Agents', terms: ['agents'] }] },
    { pausedBy: { person: 'Ada', at: 5 } },
    { pausedReason: 'The bot was removed.' },
  ]

  it.each(settings)('has who changed %o, when and how it was before', async after => {
    await store.channels.save(channel)
    const [name = ''] = Object.keys(after)
    const stored: Readonly<Record<string, unknown>> = { ...(await store.channels.find(channel.id)) }
    expect(await recorded(() => store.channels.save({ ...channel, ...after, nextSlotAt: 3 }))).toEqual([
      {
        channel: channel.id,
        person: 'Ada',
        personHash: people.hashOf('slack', 'U1'),
        command: 'change all of it',
        at: MONDAY_NINE,
        before: stored[name] === undefined ? {} : { [name]: stored[name] },
        after,
      },
    ])
  })

  it.each<Partial<Channel>>([
    { nextSlotAt: 5 },
    { createdAt: 5 },
    { lastSkip: { slotAt: 5, reason: 'Nothing was listed.' } },
  ])('leaves out what changes automatically: %o', async after => {
    await store.channels.save(channel)
    expect(await recorded(() => store.channels.save({ ...channel, ...after }))).toEqual([])
    expect(await store.channels.find(channel.id)).toMatchObject(after)
  })

  it('has no entry for a command that changed nothing', async () => {
    await store.channels.save(channel)
    expect(await recorded(() => store.channels.save({ ...channel }))).toEqual([])
  })

  it('has the topics, and for a new channel its settings', async () => {
    const [change] = await recorded(async () => {
      await store.channels.save(channel)
      await store.channels.subscribe(channel.id, 'agents', { person: 'Ada', personId: 'U1' }, 1)
    }, '')
    expect(change).toMatchObject({ command: 'change', before: { topics: [] } })
    expect(change?.after).toMatchObject({ topics: ['agents'], size: 5 })
    for (const name of ['id', 'nextSlotAt', 'lastSkip', 'createdAt'])
      expect(change?.after).not.toHaveProperty(name)
  })
})
