import { beforeEach, describe, expect, it } from 'vitest'
import { type AppHarness, CHANNEL, createAppHarness, textOf } from '../../fixtures/app-harness.ts'
import { candidate } from '../../fixtures/candidates.ts'
import { aChannel } from '../../fixtures/channels.ts'

/** Commands that post papers in the channel now, or show what would come: post, post-paper and preview. */

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

const stored = () => harness.store.channels.find(CHANNEL)
const planned = () => harness.store.outbox.latest(CHANNEL, 5)

async function follow(topic: string, changes: Parameters<typeof aChannel>[0] = {}): Promise<void> {
  await harness.store.channels.save(aChannel({ time: '17:30', nextSlotAt: NEXT, ...changes }))
  await harness.store.channels.subscribe(CHANNEL, topic, { person: 'Ada', personId: 'U1' }, 1)
}

describe('post', () => {
  it('plans what wasn’t posted in the channel yet, and keeps its next slot', async () => {
    await follow('robots')
    const reply = await harness.type('post')
    expect(reply.visibility).toBe('public')
    expect(textOf(reply)).toMatch(/^Ada .*\b1 paper\b/)
    expect((await planned()).map(({ digest }) => digest.entries.length)).toEqual([1])
    expect(await stored()).toMatchObject({ nextSlotAt: NEXT })
  })

  it('tries a channel again that the platform rejected', async () => {
    await follow('robots')
    await harness.store.channels.pause(CHANNEL, 'The bot was removed.')
    await harness.type('post')
    expect((await stored())?.pausedReason).toBeUndefined()
    expect(await planned()).toHaveLength(1)
  })

  it.each([
    ['colours', {}],
    ['robots', { muted: ['robots'] }],
  ])('has nothing of %s to post with %o, and says so to the asker alone', async (topic, changes) => {
    await follow(topic, changes)
    expect((await harness.type('post')).visibility).toBe('ephemeral')
    expect(await planned()).toEqual([])
  })

  it('has different words for each reason for posting nothing', async () => {
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
    expect(await stored()).toMatchObject({ nextSlotAt: NEXT })
  })

  it('stores a new channel, and tries one again that the platform rejected', async () => {
    await harness.type('post-paper 2611.00000')
    expect(await stored()).toMatchObject({ time: '09:00' })
    await harness.store.channels.pause(CHANNEL, 'The bot was removed.')
    await harness.type('post-paper 2611.00001')
    expect((await stored())?.pausedReason).toBeUndefined()
    expect(await planned()).toHaveLength(2)
  })

  it('needs a paper', async () => {
    const reply = await harness.type('post-paper robots')
    expect(reply.actions?.map(({ command }) => command)).toEqual(['search robots'])
    expect(await planned()).toEqual([])
    expect(await stored()).toBeUndefined()
  })
})

describe('preview', () => {
  it('shows the next digest, posts nothing, and offers to post it to those who may', async () => {
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

  it('of a slot that is due already is for the present', async () => {
    await follow('robots', { nextSlotAt: Date.parse('2026-11-22T17:30Z') })
    expect((await harness.type('preview')).digest?.title).toContain('23 November')
  })

  it('says why there would be none, and when the next one comes', async () => {
    await follow('colours')
    const reply = await harness.type('preview')
    expect(reply.digest).toBeUndefined()
    expect(textOf(reply)).toContain('17:30')
  })

  it('points to subscribe if nothing is followed', async () => {
    expect(textOf(await harness.type('preview'))).toContain('/papers subscribe')
    await harness.store.channels.save(aChannel())
    expect(textOf(await harness.type('preview'))).toContain('/papers subscribe')
  })
})
