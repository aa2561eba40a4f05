import { beforeEach, expect, it } from 'vitest'
import type { Origin, PlannedSlot } from '../../../src/ports/outbox.ts'
import type { Store } from '../../../src/ports/store.ts'
import { hostileDigest } from '../../fixtures/digests.ts'
import { beginSending, CHANNEL, channel, digestOf, edition, HOUR, latest, NOW } from './samples.ts'

export function planningContract(use: () => Store): void {
  beforeEach(() => use().channels.save(channel()))

  it('plans an edition that is due at once', async () => {
    const planned = edition('2026-11-23T09:00Z', { digest: hostileDigest })
    expect(await use().outbox.plan(planned)).toBe(true)
    expect(await use().outbox.latest(CHANNEL, 5)).toEqual([
      {
        ...planned,
        id: expect.any(Number),
        state: 'due',
        plain: false,
        attempts: 0,
        dueAt: NOW,
        messageIds: [],
      },
    ])
  })

  it('plans each edition of a channel once', async () => {
    const planned = edition('2026-11-23T09:00Z')
    await use().outbox.plan(planned)
    expect(await use().outbox.plan({ ...planned, digest: digestOf('2611.00009'), createdAt: 1 })).toBe(false)
    expect(await use().outbox.latest(CHANNEL, 5)).toMatchObject([planned])
  })

  it('plans editions of the same name for several channels', async () => {
    await use().channels.save(channel('discord:1/2'))
    expect(await use().outbox.plan(edition('same'))).toBe(true)
    expect(await use().outbox.plan(edition('same', { channel: 'discord:1/2' }))).toBe(true)
  })

  it('moves the channel on to its next slot, even where the edition was planned already', async () => {
    await use().outbox.plan(edition('first'), NOW + HOUR)
    expect(await use().channels.find(CHANNEL)).toEqual(channel(CHANNEL, { nextSlotAt: NOW + HOUR }))
    await use().channels.save(channel())
    await use().outbox.plan(edition('first'), NOW + 2 * HOUR)
    expect(await use().channels.find(CHANNEL)).toMatchObject({ nextSlotAt: NOW + 2 * HOUR })
    await use().outbox.plan(edition('requested'))
    expect(await use().channels.find(CHANNEL)).toMatchObject({ nextSlotAt: NOW + 2 * HOUR })
  })

  it('plans and skips no slot that the channel has moved on from, as after a change of its schedule', async () => {
    const later = channel(CHANNEL, { nextSlotAt: NOW + 1 })
    await use().channels.save(later)
    expect(await use().outbox.plan(edition('first'), NOW + HOUR)).toBe(false)
    const reason = 'nothing new'
    const slots: PlannedSlot[] = [
      { kind: 'edition', delivery: edition('first'), nextSlotAt: NOW + HOUR },
      { kind: 'skip', channel: CHANNEL, skip: { slotAt: NOW, reason }, nextSlotAt: NOW + HOUR },
    ]
    expect(await use().outbox.planSlots(slots)).toEqual([false, false])
    expect(await use().channels.find(CHANNEL)).toEqual(later)
    expect(await use().outbox.latest(CHANNEL, 5)).toEqual([])
  })

  it('plans slots of several channels together, or none of them', async () => {
    const { channels, outbox } = use()
    const ids = ['slack:T1/C2', 'slack:T1/C3', 'slack:T1/C4', 'slack:T1/C5'] as const
    for (const id of ids) await channels.save(channel(id))
    const [first, second, third, fourth] = ids
    const slots: PlannedSlot[] = [
      { kind: 'edition', delivery: edition('e', { channel: first }), nextSlotAt: NOW + HOUR },
      { kind: 'edition', delivery: edition('e', { channel: first }), nextSlotAt: NOW + HOUR },
      { kind: 'skip', channel: second, skip: { slotAt: NOW, reason: 'none' }, nextSlotAt: NOW + 2 * HOUR },
    ]
    expect(await outbox.planSlots(slots)).toEqual([true, false, true])
    expect(await outbox.latest(first, 5)).toMatchObject([{ edition: 'e', state: 'due' }])
    expect((await channels.find(first))?.nextSlotAt).toBe(NOW + HOUR)
    expect(await channels.find(second)).toMatchObject({
      nextSlotAt: NOW + 2 * HOUR,
      lastSkip: { reason: 'none' },
    })
    const broken: PlannedSlot[] = [
      { kind: 'edition', delivery: edition('e', { channel: third }), nextSlotAt: NOW + HOUR },
      // Of the wrong type, as only a bug could make it.
      { kind: 'skip', channel: fourth, skip: { slotAt: NOW, reason: '' }, nextSlotAt: Number.NaN },
    ]
    await expect(outbox.planSlots(broken)).rejects.toThrow()
    expect(await outbox.latest(third, 5)).toEqual([])
    expect(await outbox.planSlots([])).toEqual([])
  })

  it('rejects an edition for an unknown channel', async () => {
    await expect(use().outbox.plan(edition('first', { channel: 'slack:T1/unknown' }))).rejects.toThrow()
  })

  it('stores why a slot was skipped until the next edition', async () => {
    const skip = { slotAt: NOW, reason: 'nothing new' }
    await use().outbox.planSlots([{ kind: 'skip', channel: CHANNEL, skip, nextSlotAt: NOW + HOUR }])
    expect(await use().channels.find(CHANNEL)).toEqual(
      channel(CHANNEL, { nextSlotAt: NOW + HOUR, lastSkip: skip }),
    )
    await use().outbox.plan(edition('next'))
    expect((await use().channels.find(CHANNEL))?.lastSkip).toBeUndefined()
  })

  it('returns the latest rows of a channel, newest first', async () => {
    await use().channels.save(channel('discord:1/2'))
    for (const name of ['a', 'b', 'c']) await use().outbox.plan(edition(name))
    await use().outbox.plan(edition('other', { channel: 'discord:1/2' }))
    const names = (await use().outbox.latest(CHANNEL, 2)).map(row => row.edition)
    expect(names).toEqual(['c', 'b'])
  })

  it('returns the latest rows of some origins, however many of others came since', async () => {
    await use().outbox.plan(edition('slot', { origin: 'schedule' }))
    for (const name of ['a', 'b', 'c']) await use().outbox.plan(edition(name, { origin: 'request' }))
    await use().outbox.plan(edition('notice', { origin: 'notice' }))
    const names = async (...origins: Origin[]) =>
      (await use().outbox.latest(CHANNEL, 2, origins)).map(row => row.edition)
    expect(await names('schedule')).toEqual(['slot'])
    expect(await names('schedule', 'notice')).toEqual(['notice', 'slot'])
  })

  it('knows the papers posted in a channel and those in unfinished deliveries', async () => {
    const { outbox } = use()
    const sent = await beginSending(use(), edition('sent', { digest: digestOf('1', '2') }))
    await outbox.settle(sent.id, sent.lease, { kind: 'sent' }, NOW)
    const failed = await beginSending(use(), edition('failed', { digest: digestOf('2', '3') }))
    await outbox.settle(failed.id, failed.lease, { kind: 'failed', error: 'no' }, NOW)
    const unknown = await beginSending(use(), edition('unknown', { digest: digestOf('4') }))
    await outbox.settle(unknown.id, unknown.lease, { kind: 'unknown', at: NOW, error: '?' }, NOW)
    await outbox.plan(edition('due', { digest: digestOf('5') }))
    expect([...(await outbox.postedPapers(CHANNEL))].sort()).toEqual(['1', '2', '4', '5'])
    expect(await outbox.postedPapers('discord:1/2')).toEqual(new Set())
  })

  it('accepts the same paper in two editions, and an edition without papers', async () => {
    for (const name of ['first', 'second']) {
      const { id, lease } = await beginSending(use(), edition(name, { digest: digestOf('1') }))
      expect(await use().outbox.settle(id, lease, { kind: 'sent' }, NOW)).toBe(true)
    }
    const { id, lease } = await beginSending(use(), edition('empty', { digest: digestOf() }))
    expect(await use().outbox.settle(id, lease, { kind: 'sent' }, NOW)).toBe(true)
    expect(await use().outbox.postedPapers(CHANNEL)).toEqual(new Set(['1']))
    expect(await latest(use())).toMatchObject({ edition: 'empty', state: 'sent' })
  })
}
