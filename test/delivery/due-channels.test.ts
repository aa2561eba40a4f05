import { beforeEach, describe, expect, it } from 'vitest'
import { partsOf } from '../../src/channels/channel-id.ts'
import { dueChannels } from '../../src/delivery/due-channels.ts'
import type { Channels } from '../../src/ports/channels.ts'
import type { Store } from '../../src/ports/store.ts'
import { channel, MINUTE, NOW } from '../contracts/store/samples.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { openMemoryStore } from '../fixtures/memory-store.ts'

let store: Store
let clock: ReturnType<typeof createFakeClock>
/** The most channels that the store has handed out at once. */
let most: number
/** What happens after each page. */
let afterPage: (page: string) => Promise<void>
let begun: number

beforeEach(async () => {
  store = await openMemoryStore()
  clock = createFakeClock(NOW)
  most = 0
  begun = 0
  afterPage = async () => {}
  return () => store.close()
})

/** Channels that are due at a slot: `a1`, `a2` and so on. */
async function follow(name: string, count: number, nextSlotAt: number): Promise<void> {
  for (let each = 1; each <= count; each++) {
    const id = `slack:T1/${name}${each}` as const
    await store.channels.save(channel(id, { nextSlotAt }))
    await store.channels.subscribe(id, '*', { person: 'Ada' }, NOW)
  }
}

async function pages(pageSize: number): Promise<string[]> {
  const due: Channels['due'] = async (...args) => {
    const found = await store.channels.due(...args)
    most = Math.max(most, found.length)
    return found
  }
  const found: string[] = []
  for await (const page of dueChannels({ channels: { due }, clock, pageSize }, async () => ++begun)) {
    const names = page.channels.map(({ id }) => partsOf(id).place).join(' ')
    found.push(`${names}: ${page.common}`)
    await afterPage(names)
  }
  return found
}

describe('channels that are due', () => {
  it.each([
    [0, 2, []],
    [1, 2, ['a1: 1']],
    [2, 2, ['a1 a2: 1']],
    [3, 2, ['a1 a2: 1', 'a3: 1']],
    [4, 2, ['a1 a2: 1', 'a3 a4: 1']],
    [5, 2, ['a1 a2: 1', 'a3 a4: 1', 'a5: 1']],
  ])('come once each, though they stay due: %d by %d', async (count, pageSize, expected) => {
    await follow('a', count, NOW)
    expect(await pages(pageSize)).toEqual(expected)
  })

  it('are never read in larger numbers than a page', async () => {
    await follow('a', 9, NOW - MINUTE)
    await follow('b', 9, NOW)
    await pages(4)
    expect(most).toBe(4)
  })

  it('share a page if their slots are small', async () => {
    await follow('a', 2, NOW - MINUTE)
    await follow('b', 2, NOW)
    expect(await pages(4)).toEqual(['a1 a2 b1 b2: 1'])
  })

  it('wait for a page of a large slot, and not for all of it', async () => {
    await follow('a', 7, NOW - MINUTE)
    await follow('b', 1, NOW)
    expect(await pages(2)).toEqual(['a1 a2: 1', 'b1: 2', 'a3 a4: 1', 'a5 a6: 1', 'a7: 1'])
  })

  it('take turns if several slots are large', async () => {
    await follow('a', 5, NOW - 2 * MINUTE)
    await follow('b', 3, NOW - MINUTE)
    await follow('c', 2, NOW)
    expect(await pages(2)).toEqual(['a1 a2: 1', 'b1 b2: 2', 'c1 c2: 3', 'a3 a4: 1', 'b3: 2', 'a5: 1'])
  })

  it('come next if their slot comes meanwhile', async () => {
    await follow('a', 5, NOW)
    await follow('b', 1, NOW + MINUTE)
    afterPage = async page => {
      if (page === 'a1 a2') clock.advance(MINUTE)
    }
    expect(await pages(2)).toEqual(['a1 a2: 1', 'b1: 2', 'a3 a4: 1', 'a5: 1'])
  })

  it('continue behind the last one, also if that has moved on or is gone', async () => {
    await follow('a', 5, NOW)
    afterPage = async page => {
      for (const place of page.split(' ')) {
        await store.channels.save(channel(`slack:T1/${place}`, { nextSlotAt: NOW + 60 * MINUTE }))
      }
    }
    expect(await pages(2)).toEqual(['a1 a2: 1', 'a3 a4: 1', 'a5: 1'])
    expect(await pages(2)).toEqual([])
  })
})
