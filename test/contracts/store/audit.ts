import { expect, it } from 'vitest'
import type { Change } from '../../../src/ports/audit.ts'
import type { Store } from '../../../src/ports/store.ts'
import { CHANNEL, NOW } from './samples.ts'

const change = (more: Partial<Change> = {}): Change => ({
  channel: CHANNEL,
  at: NOW,
  person: 'Ada “the first”',
  personHash: 'hash of U1',
  command: 'schedule 9:00',
  before: { time: '08:00' },
  after: { time: '09:00', days: [1, 2] },
  ...more,
})

export function auditContract(use: () => Store): void {
  it('returns a channel’s changes as they were recorded, newest first', async () => {
    await use().audit.record(change({ command: 'first' }))
    await use().audit.record(change({ channel: 'discord:1/2', command: 'elsewhere' }))
    await use().audit.record(change({ command: 'second', at: NOW - 1 }))
    expect(await use().audit.latest(CHANNEL, 5)).toEqual([
      change({ command: 'second', at: NOW - 1 }),
      change({ command: 'first' }),
    ])
    expect(await use().audit.latest(CHANNEL, 1)).toHaveLength(1)
    expect(await use().audit.latest('slack:T9/C9', 1)).toEqual([])
  })

  it('finds a channel’s change by its id, and no other channel’s', async () => {
    const first = await use().audit.record(change({ command: 'first' }))
    const second = await use().audit.record(change({ command: 'second' }))
    expect(await use().audit.find(CHANNEL, first)).toEqual(change({ command: 'first' }))
    expect(await use().audit.find(CHANNEL, second)).toEqual(change({ command: 'second' }))
    expect(await use().audit.find('slack:T9/C9', first)).toBeUndefined()
    expect(await use().audit.find(CHANNEL, second + 1)).toBeUndefined()
  })

  it('tells a channel’s newest change, and those after one, oldest first', async () => {
    const { audit } = use()
    expect(await audit.lastId(CHANNEL)).toBe(0)
    const ids: number[] = []
    for (const command of ['first', 'second', 'third']) ids.push(await audit.record(change({ command })))
    const elsewhere = await audit.record(change({ channel: 'discord:1/2', command: 'elsewhere' }))
    expect(await audit.lastId(CHANNEL)).toBe(ids[2])
    expect(await audit.lastId('discord:1/2')).toBe(elsewhere)
    const after = async (id: number) => (await audit.after(CHANNEL, id)).map(({ command }) => command)
    expect(await after(0)).toEqual(['first', 'second', 'third'])
    expect(await after(ids[0] ?? 0)).toEqual(['second', 'third'])
    expect(await after(ids[2] ?? 0)).toEqual([])
    expect((await audit.after(CHANNEL, ids[1] ?? 0))[0]).toEqual(change({ command: 'third' }))
  })

  it('removes the changes before a moment', async () => {
    for (const at of [NOW - 1, NOW, NOW + 1]) await use().audit.record(change({ at }))
    await use().audit.removeBefore(NOW)
    expect((await use().audit.latest(CHANNEL, 5)).map(({ at }) => at)).toEqual([NOW + 1, NOW])
  })
}
