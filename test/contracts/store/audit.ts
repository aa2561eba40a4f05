import { expect, it } from 'vitest'
import type { Change } from '../../../src/ports/audit.ts'
import type { Store } from '../../../src/ports/store.ts'
import { CHANNEL, NOW } from './samples.ts'

const change = (more: Partial<Change> = {}): Change => ({
  channel: CHANNEL,
  at: NOW,
  person: 'Ada “the first”',
  personId: 'U1',
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

  it('removes the changes before a moment', async () => {
    for (const at of [NOW - 1, NOW, NOW + 1]) await use().audit.record(change({ at }))
    await use().audit.removeBefore(NOW)
    expect((await use().audit.latest(CHANNEL, 5)).map(({ at }) => at)).toEqual([NOW + 1, NOW])
  })
}
