import { beforeEach, describe, expect, it } from 'vitest'
import type { CatchUp } from '../../src/channels/channel.ts'
import { type AppHarness, CHANNEL, createAppHarness } from '../fixtures/app-harness.ts'
import { candidate } from '../fixtures/candidates.ts'

const paperOf = (day: string) =>
  candidate(day, { paper: { day, listedAt: Date.parse(`${day}T06:00Z`), title: `Paper of ${day}` } })

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:00Z')
  for (const day of ['2026-11-23', '2026-11-24', '2026-11-25']) harness.source.days.set(day, [paperOf(day)])
  await harness.app.start()
  await harness.type('confirm subscribe')
  return async () => {
    await harness.app.stop()
    await harness.store.close()
  }
})

const editions = async () =>
  (await harness.store.outbox.latest(CHANNEL, 9)).map(({ edition }) => edition).reverse()

describe('a clock that jumps', () => {
  it('forward over a slot delivers its edition late', async () => {
    await harness.at('2026-11-23T08:59Z')
    await harness.at('2026-11-23T11:30Z')
    expect(await editions()).toEqual(['2026-11-23T09:00Z'])
  })

  it('back over a slot delivers its edition once', async () => {
    await harness.at('2026-11-23T09:00Z')
    for (const time of ['08:30', '09:00', '09:01']) await harness.at(`2026-11-23T${time}Z`)
    expect(harness.posts).toHaveLength(1)
    await harness.at('2026-11-24T09:00Z')
    expect(await editions()).toEqual(['2026-11-23T09:00Z', '2026-11-24T09:00Z'])
  })

  it('years ahead and back again loses no slot after that', async () => {
    await harness.at('2029-01-01T09:00Z')
    await harness.at('2026-11-23T08:58Z')
    await harness.at('2026-11-23T09:00Z')
    await harness.at('2026-11-24T09:00Z')
    expect((await editions()).filter(edition => edition.startsWith('2026-'))).toEqual([
      '2026-11-23T09:00Z',
      '2026-11-24T09:00Z',
    ])
  })

  it('two days ahead and back again loses no day in between', async () => {
    const { days } = harness.source
    const tuesday = days.get('2026-11-24') ?? []
    for (const day of ['2026-11-24', '2026-11-25']) days.set(day, [])
    await harness.at('2026-11-25T09:00Z')
    for (const time of ['08:59', '09:00']) await harness.at(`2026-11-23T${time}Z`)
    days.set('2026-11-24', tuesday)
    await harness.at('2026-11-24T08:50Z')
    await harness.at('2026-11-24T09:00Z')
    expect(await editions()).toEqual(['2026-11-25T09:00Z', '2026-11-24T09:00Z'])
  })

  it('a day ahead and back again retries a delivery that failed in between', async () => {
    harness.verdicts.push({ kind: 'retry', reason: 'busy' })
    await harness.at('2026-11-24T09:00Z')
    expect(harness.posts).toHaveLength(0)
    await harness.at('2026-11-23T08:30Z')
    await harness.at('2026-11-23T08:32Z')
    expect(harness.posts).toHaveLength(1)
  })
})

describe('slots that passed while the bot was down', () => {
  async function restart(now: string): Promise<void> {
    await harness.app.stop()
    const { days } = harness.source
    harness = await createAppHarness(now, { store: harness.store })
    harness.source.days = days
    await harness.app.start()
  }

  async function choose(catchUp: CatchUp): Promise<void> {
    const channel = await harness.store.channels.find(CHANNEL)
    if (!channel) throw new Error('no channel')
    await harness.store.channels.save({ ...channel, catchUp })
  }

  it.each(['once', 'skip'] as const)('are caught up by the channel’s choice: %s', async catchUp => {
    await choose(catchUp)
    await restart('2026-11-25T10:00Z')
    await harness.at('2026-11-25T10:01Z')
    expect(await editions()).toEqual(catchUp === 'once' ? ['2026-11-25T09:00Z'] : [])
  })

  it('do not include those that waited for their list while it was running', async () => {
    await choose('skip')
    await harness.at('2026-11-25T09:00Z')
    await harness.at('2026-11-26T09:00Z')
    harness.source.days.set('2026-11-26', [paperOf('2026-11-26')])
    await restart('2026-11-26T09:20Z')
    await harness.at('2026-11-26T09:21Z')
    expect(await editions()).toEqual(['2026-11-25T09:00Z', '2026-11-26T09:00Z'])
  })

  it('do not include those before a start with a clock that was ahead', async () => {
    await restart('2029-01-01T00:00Z')
    await choose('skip')
    await harness.at('2026-11-23T08:58Z')
    await harness.at('2026-11-23T09:00Z')
    expect(await editions()).toEqual(['2026-11-23T09:00Z'])
  })
})
