import { beforeEach, describe, expect, it } from 'vitest'
import type { Reply } from '../../../src/messages/reply.ts'
import {
  type AppHarness,
  CHANNEL,
  createAppHarness,
  type TypeOptions,
  textOf,
} from '../../fixtures/app-harness.ts'
import { candidate } from '../../fixtures/candidates.ts'
import { everydayDigest } from '../../fixtures/digests.ts'

const NOW = '2026-11-23T08:30Z'

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness(NOW)
  await harness.store.papers.record([candidate('2611.00001')], harness.clock.now())
  return () => harness.store.close()
})

/** What a change can be undone to. */
async function state() {
  const { nextSlotAt: _, ...channel } = (await harness.store.channels.find(CHANNEL)) ?? { nextSlotAt: 0 }
  return { ...channel, topics: (await harness.store.channels.topics(CHANNEL)).toSorted() }
}

const undoOf = ({ actions }: Reply): string =>
  actions?.find(({ label }) => label === 'Undo')?.command ?? 'no Undo'

const LONG = `"${'very '.repeat(17)}long topic"`

describe('Undo', () => {
  it.each<[text: string, options?: TypeOptions]>([
    ['schedule 17:30 weekdays Europe/Paris'],
    [
      'settings',
      { form: { size: ['3'], layout: ['thread'], muted: ['robots'], score: ['40'], options: ['code'] } },
    ],
    ['settings', { form: { options: ['late', 'paused'] } }],
    ['pause'],
    ['downrank 2611.00001'],
    ['unsubscribe agents'],
    ['unsubscribe all'],
    [`unsubscribe ${LONG}`],
    ['confirm subscribe turnips'],
  ])('after “%s” with %o restores what was before', async (text, options) => {
    for (const topic of ['agents', 'robots', LONG]) await harness.type(`confirm subscribe ${topic}`)
    const before = await state()
    expect(before.topics).toHaveLength(3)
    const reply = await harness.type(text, options)
    expect(reply.visibility).toBe('public')
    expect(await state()).not.toEqual(before)
    expect(reply.actions?.[0]?.label).toBe('Undo')
    const undone = await harness.type(undoOf(reply))
    expect(undone.visibility).toBe('public')
    expect(textOf(undone)).toMatch(/^Ada /)
    expect(await state()).toEqual(before)
  })

  it('of the only subscription says that no more digests come', async () => {
    const undone = await harness.type(undoOf(await harness.type('confirm subscribe agents')))
    expect(textOf(undone)).toBe(
      'Ada undid their change: no longer subscribed to agents.\nNo more digests will be posted. To start again: /papers subscribe',
    )
  })

  it('of resume pauses again, and of an undo redoes', async () => {
    await harness.type('confirm subscribe agents')
    await harness.type('pause')
    const paused = await state()
    const resumed = await harness.type('resume')
    const undone = await harness.type(undoOf(resumed))
    expect(await state()).toEqual(paused)
    await harness.type(undoOf(undone))
    expect((await harness.store.channels.find(CHANNEL))?.pausedBy).toBeUndefined()
  })

  it('of a new channel’s first setting restores the default', async () => {
    await harness.type(undoOf(await harness.type('schedule 17:30 weekends')))
    expect(await harness.store.channels.find(CHANNEL)).toMatchObject({
      time: '09:00',
      days: [1, 2, 3, 4, 5, 6, 7],
    })
  })

  it('says what it undid, and when the next digest comes', async () => {
    await harness.type('confirm subscribe agents')
    const ended = await harness.type('unsubscribe all')
    await harness.at('2026-11-23T12:00Z')
    const undone = await harness.type(undoOf(ended))
    expect(textOf(undone)).toBe(
      'Ada undid their change: subscribed to agents again.\n' +
        'Next: tomorrow at 09:00 (in 21 hours), Wednesday 25 November at 09:00 (in 2 days), Thursday 26 November at 09:00 (in 3 days).',
    )
    expect(harness.posts).toEqual([])
  })

  it('names who made the change if somebody else undoes it', async () => {
    const changed = await harness.type('schedule 17:30')
    const undone = await harness.type(undoOf(changed), { personId: 'U2' })
    expect(textOf(undone)).toMatch(/^Ada undid Ada’s change: time 09:00\.\n/)
  })

  it.each([
    ['schedule 17:30', 'schedule 18:00'],
    ['unsubscribe agents', 'confirm subscribe agents'],
    ['unsubscribe agents', 'confirm subscribe Agent'],
    ['confirm subscribe turnips', 'unsubscribe turnips'],
    ['pause', 'resume'],
  ])('of “%s” is refused after “%s”', async (text, later) => {
    await harness.type('confirm subscribe agents')
    await harness.type('confirm subscribe robots')
    const undo = undoOf(await harness.type(text))
    await harness.type(later)
    const before = await state()
    const refused = await harness.type(undo)
    expect(refused.visibility).toBe('ephemeral')
    expect(textOf(refused)).toContain('changed again since')
    expect(await state()).toEqual(before)
  })

  it('is in the status as what it is, not as something to type', async () => {
    await harness.type(undoOf(await harness.type('schedule 17:30')))
    const status = textOf(await harness.type('status'))
    expect(status).toMatch(/^Last change: undo, by Ada/m)
    await harness.type('schedule 18:30')
    expect(textOf(await harness.type('status'))).toMatch(/^Last change: \/papers schedule 18:30, by Ada/m)
  })

  it('keeps what else was changed since', async () => {
    await harness.type('confirm subscribe agents')
    const undo = undoOf(await harness.type('schedule 17:30'))
    await harness.type('settings', { form: { size: ['3'] } })
    await harness.type('confirm subscribe robots')
    await harness.type(undo)
    expect(await harness.store.channels.find(CHANNEL)).toMatchObject({ time: '09:00', size: 3 })
    expect((await state()).topics).toEqual(['agents', 'robots'])
  })

  it('cancels what is due if nothing is followed any more', async () => {
    const undo = undoOf(await harness.type('confirm subscribe'))
    const now = harness.clock.now()
    const times = { origin: 'request' as const, slotAt: now, createdAt: now, expiresAt: now + 60_000 }
    await harness.store.outbox.plan({
      channel: CHANNEL,
      edition: 'post r1',
      digest: everydayDigest,
      ...times,
    })
    await harness.type(undo)
    expect(await harness.store.outbox.latest(CHANNEL, 1)).toMatchObject([{ state: 'failed' }])
  })

  it.each(['undo', 'undo x', 'undo 99', 'undo -1', 'undo 1e400'])('“%s” has nothing to undo', async text => {
    const reply = await harness.type(text)
    expect(reply.visibility).toBe('ephemeral')
    expect(textOf(reply)).toBe('There is nothing to undo.')
  })

  it('reaches only changes of its own channel, and only for those who may change it', async () => {
    const undo = undoOf(await harness.type('schedule 17:30'))
    expect(textOf(await harness.type(undo, { channel: 'slack:T1/C2' }))).toBe('There is nothing to undo.')
    expect(textOf(await harness.type(undo, { mayChange: false }))).toContain(
      'needs permission to manage this channel',
    )
    expect(await harness.store.channels.find(CHANNEL)).toMatchObject({ time: '17:30' })
  })

  it('follows no more topics than a channel can', async () => {
    for (let number = 1; number <= 50; number++) await harness.type(`confirm subscribe topic${number}`)
    const undo = undoOf(await harness.type('unsubscribe topic1'))
    await harness.type('confirm subscribe another')
    expect((await harness.type(undo)).visibility).toBe('ephemeral')
    expect((await state()).topics).toHaveLength(50)
  })
})
