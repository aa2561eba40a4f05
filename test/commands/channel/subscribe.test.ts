import { beforeEach, describe, expect, it } from 'vitest'
import { type AppHarness, CHANNEL, createAppHarness, textOf } from '../../fixtures/app-harness.ts'
import { aChannel } from '../../fixtures/channels.ts'

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:30Z')
  return () => harness.store.close()
})

const stored = () => harness.store.channels.find(CHANNEL)
const topics = () => harness.store.channels.topics(CHANNEL)

describe('subscribe', () => {
  it('stores the channel with the default settings, and offers the preview', async () => {
    const reply = await harness.type('confirm subscribe Video  Diffusion')
    expect(await topics()).toEqual(['video diffusion'])
    expect(await stored()).toMatchObject({ time: '09:00', nextSlotAt: Date.parse('2026-11-23T09:00Z') })
    expect(reply.visibility).toBe('public')
    expect(reply.actions?.map(({ command }) => command)).toEqual([
      expect.stringMatching(/^undo \d+$/),
      'preview',
      'settings',
    ])
    expect(textOf(reply)).toMatch(/^Ada .*video diffusion.*today at 09:00/s)
  })

  it.each(['all', 'Everything'])('%s means the general digest, as it does for unsubscribe', async text => {
    await harness.type(`confirm subscribe ${text}`)
    expect(await topics()).toEqual(['*'])
  })

  it('follows no single paper', async () => {
    const reply = await harness.type('subscribe https://arxiv.org/abs/2611.00010')
    expect(textOf(reply)).toBe(
      '2611.00010 is one paper; a topic is words. To see the paper, show 2611.00010.',
    )
    expect(reply.actions).toBeUndefined()
  })

  it('keeps the time of the next digest while other topics are followed', async () => {
    await harness.type('confirm subscribe agents')
    harness.clock.set('2026-11-25T10:00Z')
    const before = await stored()
    await harness.type('confirm subscribe robots')
    expect(await stored()).toEqual(before)
  })

  it('starts with the next slot if nothing was followed any more', async () => {
    await harness.type('confirm subscribe agents')
    await harness.type('unsubscribe agents')
    harness.clock.set('2026-11-25T10:00Z')
    await harness.type('confirm subscribe robots')
    expect((await stored())?.nextSlotAt).toBe(Date.parse('2026-11-26T09:00Z'))
  })

  it('ends a pause because the platform rejected the channel, and keeps a person’s', async () => {
    await harness.store.channels.save(aChannel({ pausedBy: { person: 'Bo', at: 1 } }))
    await harness.type('confirm subscribe agents')
    await harness.store.channels.pause(CHANNEL, 'The bot was removed.')
    await harness.type('confirm subscribe robots')
    expect((await stored())?.pausedReason).toBeUndefined()
    expect((await stored())?.pausedBy).toEqual({ person: 'Bo', at: 1 })
  })

  it('accepts the fiftieth topic, and refuses the next one before it shows what that would find', async () => {
    for (let number = 1; number <= 50; number++) await harness.type(`confirm subscribe topic${number}`)
    expect(await topics()).toHaveLength(50)
    for (const text of ['subscribe more', 'confirm subscribe more']) {
      const reply = await harness.type(text)
      expect(reply).toMatchObject({ visibility: 'ephemeral' })
      expect(textOf(reply)).toMatch(/50.*\/papers unsubscribe/)
      expect(reply.actions).toBeUndefined()
    }
    expect(textOf(await harness.type('subscribe topic7'))).not.toContain('50')
    expect(await topics()).toHaveLength(50)
  })

  it.each(['subscribe (agents', 'subscribe agents sort:new'])(
    '%s is refused without a dry run',
    async text => {
      const reply = await harness.type(`confirm ${text}`)
      expect(reply.visibility).toBe('ephemeral')
      expect(await topics()).toEqual([])
    },
  )
})
