import { beforeEach, describe, expect, it } from 'vitest'
import { CHANNEL, type Office, openOffice, textOf } from '../../fixtures/app-harness.ts'

let office: Office
beforeEach(async () => {
  office = await openOffice('2026-11-23T08:30Z')
  return () => office.store.close()
})

const kept = () => office.store.channels.find(CHANNEL)

describe('pause', () => {
  it('keeps who paused the digests and when, and tells the channel', async () => {
    await office.type('confirm subscribe')
    const reply = await office.type('pause')
    expect(await kept()).toMatchObject({ pausedBy: { person: 'Ada', at: office.clock.now() } })
    expect(reply).toMatchObject({ visibility: 'public', actions: [{ command: 'resume' }] })
    expect(textOf(reply)).toMatch(/^Ada .*\/papers resume$/)
  })

  it('keeps the first pause when asked again', async () => {
    await office.type('pause')
    const before = await kept()
    office.clock.advance(60_000)
    expect(await office.type('pause')).toMatchObject({ visibility: 'ephemeral' })
    expect(await kept()).toEqual(before)
  })
})

describe('resume', () => {
  it('ends a person’s pause, from the next slot on', async () => {
    await office.type('confirm subscribe')
    await office.type('pause')
    office.clock.set('2026-11-25T10:00Z')
    const reply = await office.type('resume')
    expect(await kept()).toMatchObject({ nextSlotAt: Date.parse('2026-11-26T09:00Z') })
    expect((await kept())?.pausedBy).toBeUndefined()
    expect(reply.visibility).toBe('public')
    expect(textOf(reply)).toMatch(/^Ada .* tomorrow at 09:00/)
  })

  it('ends a pause by the platform’s refusal', async () => {
    await office.type('confirm subscribe')
    await office.store.channels.pause(CHANNEL, 'The bot was removed.')
    expect((await office.type('resume')).visibility).toBe('public')
    expect((await kept())?.pausedReason).toBeUndefined()
  })

  it('changes nothing where nothing is paused, and says when the next digest comes', async () => {
    await office.type('confirm subscribe')
    const before = await kept()
    const reply = await office.type('resume')
    expect(reply.visibility).toBe('ephemeral')
    expect(textOf(reply)).toContain('today at 09:00')
    expect(await kept()).toEqual(before)
  })

  it.each(['pause', 'confirm subscribe', 'help'])(
    'leads to subscribe where nothing is followed, after %s',
    async text => {
      await office.type(text)
      await office.type('unsubscribe all')
      const before = await kept()
      const reply = await office.type('resume')
      expect(reply.visibility).toBe('ephemeral')
      expect(textOf(reply)).toContain('/papers subscribe')
      expect(await kept()).toEqual(before)
    },
  )
})
