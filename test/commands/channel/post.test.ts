import { beforeEach, describe, expect, it } from 'vitest'
import { type AppHarness, CHANNEL, createAppHarness, textOf } from '../../fixtures/app-harness.ts'
import { candidate } from '../../fixtures/candidates.ts'
import { aChannel } from '../../fixtures/channels.ts'

/** What brings papers into the channel now, or shows what would come: post, share and preview. */

const NEXT = Date.parse('2026-11-25T17:30Z')

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:30Z')
  const papers = ['Agents', 'Robots'].map((title, index) =>
    candidate(`2611.0000${index}`, { paper: { title } }),
  )
  await harness.store.papers.record(papers, harness.clock.now())
  return () => harness.store.close()
})

const kept = () => harness.store.channels.find(CHANNEL)
const planned = () => harness.store.outbox.latest(CHANNEL, 5)

async function follow(topic: string, changes: Parameters<typeof aChannel>[0] = {}): Promise<void> {
  await harness.store.channels.save(aChannel({ time: '17:30', nextSlotAt: NEXT, ...changes }))
  await harness.store.channels.subscribe(CHANNEL, topic, 'Ada', 1)
}

describe('post', () => {
  it('plans what the channel hasn’t had, and leaves its next slot where it is', async () => {
    await follow('robots')
    const reply = await harness.type('post')
    expect(reply.visibility).toBe('public')
    expect(textOf(reply)).toMatch(/^Ada .*\b1 paper\b/)
    expect((await planned()).map(({ digest }) => digest.entries.length)).toEqual([1])
    expect(await kept()).toMatchObject({ nextSlotAt: NEXT })
  })

  it('tries a channel again that the platform refused', async () => {
    await follow('robots')
    await harness.store.channels.pause(CHANNEL, 'The bot was removed.')
    await harness.type('post')
    expect((await kept())?.pausedReason).toBeUndefined()
    expect(await planned()).toHaveLength(1)
  })

  it.each([
    ['colours', {}],
    ['robots', { muted: ['robots'] }],
  ])('has nothing of %s to post with %o, and says so to the asker', async (topic, changes) => {
    await follow(topic, changes)
    expect((await harness.type('post')).visibility).toBe('ephemeral')
    expect(await planned()).toEqual([])
  })

  it('gives each cause of having nothing in other words', async () => {
    await follow('colours')
    const noMatch = textOf(await harness.type('post'))
    await follow('robots', { muted: ['robots'] })
    const leftOut = textOf(await harness.type('post'))
    await follow('robots', { muted: [] })
    await harness.type('post')
    const nothingNew = textOf(await harness.type('post'))
    expect(new Set([noMatch, leftOut, nothingNew]).size).toBe(3)
  })
})

describe('post-paper', () => {
  it('plans a digest of the one paper, and tells the asker alone', async () => {
    await follow('robots')
    const reply = await harness.type('post-paper 2611.00000')
    expect(reply.visibility).toBe('ephemeral')
    expect(textOf(reply)).toContain('Agents')
    const [delivery] = await planned()
    expect(delivery?.digest).toMatchObject({
      layout: 'compact',
      title: expect.stringContaining('Ada'),
      entries: [{ paperId: '2611.00000' }],
      notes: [],
      actions: [{ command: 'similar 2611.00000' }],
    })
    expect(await kept()).toMatchObject({ nextSlotAt: NEXT })
  })

  it('makes a channel known that wasn’t, and tries one again that the platform refused', async () => {
    await harness.type('post-paper 2611.00000')
    expect(await kept()).toMatchObject({ time: '09:00' })
    await harness.store.channels.pause(CHANNEL, 'The bot was removed.')
    await harness.type('post-paper 2611.00001')
    expect((await kept())?.pausedReason).toBeUndefined()
    expect(await planned()).toHaveLength(2)
  })

  it('needs a paper', async () => {
    const reply = await harness.type('post-paper robots')
    expect(reply.actions?.map(({ command }) => command)).toEqual(['search robots'])
    expect(await planned()).toEqual([])
    expect(await kept()).toBeUndefined()
  })
})

describe('preview', () => {
  it('shows the next digest, posts nothing, and offers to post it to who may', async () => {
    await follow('robots')
    const reply = await harness.type('preview')
    expect(reply.visibility).toBe('ephemeral')
    expect(reply.digest?.entries.map(({ title }) => title)).toEqual(['Robots'])
    expect(reply.digest?.title).toContain('25 November')
    expect(reply.digest?.actions.map(({ command }) => command)).toEqual(['post'])
    expect(textOf(reply)).toContain('Wednesday 25 November at 17:30')
    expect((await harness.type('preview', { mayChange: false })).digest?.actions).toEqual([])
    expect(await planned()).toEqual([])
  })

  it('of a slot that is due already is for now', async () => {
    await follow('robots', { nextSlotAt: Date.parse('2026-11-22T17:30Z') })
    expect((await harness.type('preview')).digest?.title).toContain('23 November')
  })

  it('says why there would be none, and when the next one comes', async () => {
    await follow('colours')
    const reply = await harness.type('preview')
    expect(reply.digest).toBeUndefined()
    expect(textOf(reply)).toContain('17:30')
  })

  it('leads to subscribe where nothing is followed', async () => {
    expect(textOf(await harness.type('preview'))).toContain('/papers subscribe')
    await harness.store.channels.save(aChannel())
    expect(textOf(await harness.type('preview'))).toContain('/papers subscribe')
  })
})
