import { expect, it } from 'vitest'
import type { Channel } from '../../../src/channels/channel.ts'
import { type ChannelId, partsOf } from '../../../src/channels/channel-id.ts'
import type { SlotPage } from '../../../src/ports/channels.ts'
import type { Store } from '../../../src/ports/store.ts'
import { CHANNEL, channel, HOUR, NOW } from './samples.ts'

export function channelsContract(use: () => Store): void {
  it('returns a channel as it was saved, and no other', async () => {
    const full = channel(CHANNEL, {
      days: [7],
      layout: 'thread',
      pausedReason: 'The bot was removed.',
      lastSkip: { slotAt: NOW, reason: 'nothing new' },
      catchUp: 'skip',
      pausedBy: { person: 'Ada', at: NOW },
      minScore: 40,
      onlyCode: true,
      unvoted: true,
      muted: ['crypto', 'medical imaging'],
      downranked: [{ paperId: '2611.00001', title: 'A “Paper”', terms: ['diffusion', 'video'] }],
    })
    await use().channels.save(full)
    expect(await use().channels.find(CHANNEL)).toEqual(full)
    expect(await use().channels.find('discord:1/2')).toBeUndefined()
  })

  it('replaces all fields of a channel', async () => {
    await use().channels.save(
      channel(CHANNEL, { pausedReason: 'Gone.', lastSkip: { slotAt: 1, reason: 'quiet' } }),
    )
    const next = channel(CHANNEL, { time: '17:30', days: [1], timezone: 'UTC', size: 3, nextSlotAt: 7 })
    await use().channels.save(next)
    expect(await use().channels.find(CHANNEL)).toEqual(next)
  })

  it('keeps a channel’s subscriptions when it is saved again', async () => {
    await use().channels.save(channel())
    await use().channels.subscribe(CHANNEL, 'agents', { person: 'Ada', personId: 'U1' }, NOW)
    await use().channels.save(channel(CHANNEL, { size: 1 }))
    expect(await use().channels.topics(CHANNEL)).toEqual(['agents'])
  })

  it('knows who made the newest subscription, of those whose id is known', async () => {
    const { channels } = use()
    await channels.save(channel())
    await channels.save(channel('discord:1/2'))
    expect(await channels.lastSubscriber(CHANNEL)).toBeUndefined()
    await channels.subscribe(CHANNEL, 'a', { person: 'Ada', personId: 'U1' }, NOW)
    await channels.subscribe(CHANNEL, 'b', { person: 'Bo', personId: 'U2' }, NOW)
    await channels.subscribe(CHANNEL, 'c', { person: 'Paper Round' }, NOW)
    await channels.subscribe('discord:1/2', 'd', { person: 'Cy', personId: '3' }, NOW)
    expect(await channels.lastSubscriber(CHANNEL)).toEqual({ person: 'Bo', personId: 'U2' })
    await channels.unsubscribe(CHANNEL, 'b')
    expect(await channels.lastSubscriber(CHANNEL)).toEqual({ person: 'Ada', personId: 'U1' })
  })

  it('knows the channels whose slot has come, longest overdue first', async () => {
    const { channels } = use()
    await channels.save(channel('discord:1/2', { nextSlotAt: NOW }))
    await channels.save(channel('slack:T1/C1', { nextSlotAt: NOW - HOUR }))
    await channels.save(channel('slack:T1/later', { nextSlotAt: NOW + 1 }))
    await channels.save(channel('slack:T1/paused', { nextSlotAt: 1 }))
    for (const id of ['discord:1/2', 'slack:T1/C1', 'slack:T1/later', 'slack:T1/paused'] as const) {
      await channels.subscribe(id, '*', { person: 'Ada', personId: 'U1' }, NOW)
    }
    await channels.save(channel('slack:T1/unsubscribed', { nextSlotAt: 1 }))
    await channels.save(channel('slack:T1/resting', { nextSlotAt: 1, pausedBy: { person: 'Ada', at: 1 } }))
    await channels.subscribe('slack:T1/resting', '*', { person: 'Ada', personId: 'U1' }, NOW)
    await channels.pause('slack:T1/paused', 'The bot was removed.')
    expect((await channels.due(NOW, { limit: 9 })).map(({ id }) => id)).toEqual([
      'slack:T1/C1',
      'discord:1/2',
    ])
    expect(await channels.due(NOW - HOUR - 1, { limit: 9 })).toEqual([])
  })

  it.each<[after: SlotPage['after'], limit: number, due: string[], all: string[]]>([
    [undefined, 2, ['a1', 'a3'], ['a1', 'a2']],
    [undefined, 9, ['a1', 'a3', 'b0', 'b9'], ['a1', 'a2', 'a3', 'b0', 'b9', 'later']],
    [{ slotAt: NOW - HOUR, id: 'slack:T1/a1' }, 2, ['a3', 'b0'], ['a2', 'a3']],
    [{ slotAt: NOW - HOUR, id: 'slack:T1/a3' }, 9, ['b0', 'b9'], ['b0', 'b9', 'later']],
    [{ slotAt: NOW - HOUR }, 1, ['b0'], ['b0']],
    [{ slotAt: NOW - HOUR - 1 }, 1, ['a1'], ['a1']],
    [{ slotAt: NOW, id: 'slack:T1/b0' }, 9, ['b9'], ['b9', 'later']],
    [{ slotAt: NOW }, 9, [], ['later']],
  ])('knows them by pages, from behind a channel or a slot (%o, %d)', async (after, limit, due, all) => {
    const { channels } = use()
    for (const [name, nextSlotAt] of [
      ['b9', NOW],
      ['a3', NOW - HOUR],
      ['a2', NOW - HOUR],
      ['a1', NOW - HOUR],
      ['b0', NOW],
      ['later', NOW + 1],
    ] as const) {
      await channels.save(channel(`slack:T1/${name}`, { nextSlotAt }))
      // What isn't due takes no place on a page.
      if (name !== 'a2') await channels.subscribe(`slack:T1/${name}`, '*', { person: 'Ada' }, NOW)
    }
    const names = (page: Channel[]) => page.map(({ id }) => partsOf(id).place)
    expect(names(await channels.due(NOW, { after, limit }))).toEqual(due)
    expect(names(await channels.bySlot({ after, limit }))).toEqual(all)
  })

  it('returns a channel once, however many topics it follows', async () => {
    await use().channels.save(channel())
    for (const topic of ['*', 'agents'])
      await use().channels.subscribe(CHANNEL, topic, { person: 'Ada', personId: 'U1' }, NOW)
    expect(await use().channels.due(NOW, { limit: 9 })).toEqual([channel()])
  })

  it('lists channels by their next slot, paused or not, with or without a topic', async () => {
    const { channels } = use()
    await channels.save(channel('slack:T1/later', { nextSlotAt: NOW + 1 }))
    await channels.save(channel('discord:1/2', { nextSlotAt: NOW + HOUR }))
    await channels.pause('discord:1/2', 'Gone.')
    expect(await channels.bySlot({ after: { slotAt: NOW }, limit: 9 })).toEqual([
      channel('slack:T1/later', { nextSlotAt: NOW + 1 }),
      channel('discord:1/2', { nextSlotAt: NOW + HOUR, pausedReason: 'Gone.' }),
    ])
  })

  it('knows which channels are paused, by how their ids begin', async () => {
    for (const id of ['slack:T1/C1', 'slack:T10/C1', 'discord:1/2', 'slack:T1/open'] as const) {
      await use().channels.save(channel(id))
      if (id !== 'slack:T1/open') await use().channels.pause(id, 'Gone.')
    }
    const paused = async (under: string, page: { after?: ChannelId; limit: number } = { limit: 9 }) =>
      (await use().channels.paused(under, page)).map(({ id }) => id)
    expect(await paused('slack:T1/')).toEqual(['slack:T1/C1'])
    expect(await paused('slack:')).toEqual(['slack:T1/C1', 'slack:T10/C1'])
    expect(await paused('%')).toEqual([])
    expect(await paused('')).toEqual(['discord:1/2', 'slack:T1/C1', 'slack:T10/C1'])
    expect(await paused('', { limit: 2 })).toEqual(['discord:1/2', 'slack:T1/C1'])
    expect(await paused('', { after: 'slack:T1/C1', limit: 2 })).toEqual(['slack:T10/C1'])
    expect(await use().channels.countPaused()).toBe(3)
  })

  it('pauses a channel with the reason', async () => {
    await use().channels.save(channel())
    expect(await use().channels.pause(CHANNEL, 'channel_not_found')).toBe(true)
    expect(await use().channels.pause(CHANNEL, 'is_archived')).toBe(false)
    expect(await use().channels.find(CHANNEL)).toEqual(
      channel(CHANNEL, { pausedReason: 'channel_not_found' }),
    )
    expect(await use().channels.pause('discord:1/2', 'Gone.')).toBe(false)
  })

  it('knows whether a platform has a channel that follows something', async () => {
    const { channels } = use()
    for (const id of ['webhook:a', 'slack:T1/C1'] as const) await channels.save(channel(id))
    await channels.subscribe('slack:T1/C1', 'agents', { person: 'x' }, NOW)
    expect(await channels.anyOn('slack')).toBe(true)
    for (const platform of ['webhook', 'sla', 'slackk']) expect(await channels.anyOn(platform)).toBe(false)
    await channels.subscribe('webhook:a', 'agents', { person: 'x' }, NOW)
    expect(await channels.anyOn('webhook')).toBe(true)
  })

  it('knows what a workspace follows, and nothing of another one', async () => {
    const { channels } = use()
    for (const id of [
      'slack:T1/C2',
      'slack:T1/C1',
      'slack:T10/C1',
      'slack:T1/C3',
      'discord:T1/C1',
    ] as const) {
      await channels.save(channel(id))
    }
    for (const topic of ['b', 'a'])
      await channels.subscribe('slack:T1/C2', topic, { person: 'Ada', personId: 'U1' }, NOW)
    for (const id of ['slack:T1/C1', 'slack:T10/C1', 'discord:T1/C1'] as const) {
      await channels.subscribe(id, '*', { person: 'Ada', personId: 'U1' }, NOW)
    }
    expect(await channels.ofWorkspace('slack:T1')).toEqual([
      { channel: channel('slack:T1/C1'), topics: ['*'] },
      { channel: channel('slack:T1/C2'), topics: ['b', 'a'] },
    ])
    expect(await channels.countSubscriptions('slack:T1')).toBe(3)
    await channels.unsubscribe('slack:T1/C2', 'all')
    expect(await channels.countSubscriptions('slack:T1')).toBe(1)
    expect(await channels.countSubscriptions('slack:T2')).toBe(0)
  })

  it('keeps topics in the order in which they came, each once', async () => {
    await use().channels.save(channel())
    const subscribe = (topic: string, at: number) =>
      use().channels.subscribe(CHANNEL, topic, { person: 'Ada', personId: 'U1' }, at)
    expect(await subscribe('zebras', NOW)).toBe(true)
    expect(await subscribe('*', NOW)).toBe(true)
    expect(await subscribe('agents', NOW - HOUR)).toBe(true)
    expect(await subscribe('zebras', NOW + HOUR)).toBe(false)
    expect(await use().channels.topics(CHANNEL)).toEqual(['zebras', '*', 'agents'])
    expect(await use().channels.topics('discord:1/2')).toEqual([])
  })

  it('ends one subscription, and says whether it was one', async () => {
    await use().channels.save(channel())
    for (const topic of ['a', 'b', 'c'])
      await use().channels.subscribe(CHANNEL, topic, { person: 'Ada', personId: 'U1' }, NOW)
    expect(await use().channels.unsubscribe(CHANNEL, 'a')).toEqual(['a'])
    expect(await use().channels.unsubscribe(CHANNEL, 'a')).toEqual([])
    expect(await use().channels.topics(CHANNEL)).toEqual(['b', 'c'])
    expect(await use().channels.subscribe(CHANNEL, 'a', { person: 'Ada', personId: 'U1' }, NOW)).toBe(true)
    expect(await use().channels.topics(CHANNEL)).toEqual(['b', 'c', 'a'])
  })

  it('ends all subscriptions of one channel', async () => {
    const other = 'discord:1/2'
    for (const id of [CHANNEL, other] as const) {
      await use().channels.save(channel(id))
      for (const topic of ['b', 'a'])
        await use().channels.subscribe(id, topic, { person: 'Ada', personId: 'U1' }, NOW)
    }
    expect(await use().channels.unsubscribe(CHANNEL, 'all')).toEqual(['b', 'a'])
    expect(await use().channels.topics(CHANNEL)).toEqual([])
    expect(await use().channels.topics(other)).toEqual(['b', 'a'])
  })

  it('takes no subscription for a channel that was never saved', async () => {
    await expect(
      use().channels.subscribe(CHANNEL, '*', { person: 'Ada', personId: 'U1' }, NOW),
    ).rejects.toThrow()
  })
}
