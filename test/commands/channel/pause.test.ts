import { beforeEach, describe, expect, it } from 'vitest'
import { type AppHarness, CHANNEL, createAppHarness, textOf } from '../../fixtures/app-harness.ts'

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:30Z')
  return () => harness.store.close()
})

const stored = () => harness.store.channels.find(CHANNEL)

describe('pause', () => {
  it('stores who paused the digests and when, and tells the channel', async () => {
    await harness.type('confirm subscribe')
    const reply = await harness.type('pause')
    expect(await stored()).toMatchObject({ pausedBy: { person: 'Ada', at: harness.clock.now() } })
    expect(reply).toMatchObject({ visibility: 'public', actions: [{ label: 'Undo' }, { command: 'resume' }] })
    expect(textOf(reply)).toMatch(/^Ada .*\/papers resume$/)
  })

  it.each(['help', 'unsubscribe all'])('of nothing is refused in private, after %s', async text => {
    if (text !== 'help') await harness.type('confirm subscribe')
    await harness.type(text)
    const before = await stored()
    const reply = await harness.type('pause')
    expect(reply.visibility).toBe('ephemeral')
    expect(textOf(reply)).toBe(
      'Nothing to pause: this channel has no subscriptions. To start: /papers subscribe',
    )
    expect(await stored()).toEqual(before)
  })

  it('keeps the first pause when asked again', async () => {
    await harness.type('confirm subscribe')
    await harness.type('pause')
    const before = await stored()
    harness.clock.advance(60_000)
    expect(await harness.type('pause')).toMatchObject({ visibility: 'ephemeral' })
    expect(await stored()).toEqual(before)
  })
})

describe('resume', () => {
  it('ends a person’s pause, from the next slot on', async () => {
    await harness.type('confirm subscribe')
    await harness.type('pause')
    harness.clock.set('2026-11-25T10:00Z')
    const reply = await harness.type('resume')
    expect(await stored()).toMatchObject({ nextSlotAt: Date.parse('2026-11-26T09:00Z') })
    expect((await stored())?.pausedBy).toBeUndefined()
    expect(reply.visibility).toBe('public')
    expect(textOf(reply)).toMatch(/^Ada .* tomorrow at 09:00/)
  })

  it('ends a pause because the platform rejected the channel', async () => {
    await harness.type('confirm subscribe')
    await harness.store.channels.pause(CHANNEL, 'The bot was removed.')
    expect((await harness.type('resume')).visibility).toBe('public')
    expect((await stored())?.pausedReason).toBeUndefined()
  })

  it('changes nothing if nothing is paused, and says when the next digest comes', async () => {
    await harness.type('confirm subscribe')
    const before = await stored()
    const reply = await harness.type('resume')
    expect(reply.visibility).toBe('ephemeral')
    expect(textOf(reply)).toContain('today at 09:00')
    expect(await stored()).toEqual(before)
  })

  it.each(['pause', 'confirm subscribe', 'help'])(
    'leads to subscribe where nothing is followed, after %s',
    async text => {
      await harness.type(text)
      await harness.type('unsubscribe all')
      const before = await stored()
      const reply = await harness.type('resume')
      expect(reply.visibility).toBe('ephemeral')
      expect(textOf(reply)).toContain('/papers subscribe')
      expect(await stored()).toEqual(before)
    },
  )
})
