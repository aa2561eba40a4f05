import { beforeEach, describe, expect, it } from 'vitest'
import { beginSending, digestOf, edition } from '../../contracts/store/samples.ts'
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
const latestState = async () => (await planned())[0]?.state

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

  it('asks before it posts a paper again, and says when it was posted', async () => {
    await follow('robots')
    await harness.type('post-paper 2611.00000')
    await expect.poll(latestState).toBe('sent')
    harness.clock.set('2026-11-24T10:00Z')
    const asked = await harness.type('post-paper 2611.00000')
    expect(asked.visibility).toBe('ephemeral')
    expect(textOf(asked)).toBe(
      'Agents was already posted here yesterday at 08:30. See the message\nPost it again?',
    )
    expect(asked.lines[0]?.at(-1)?.place).toEqual({ channel: CHANNEL, messageId: 'm1' })
    expect(asked.actions).toEqual([
      { label: 'Post again', command: 'confirm post-paper 2611.00000', inPlace: true },
      { label: 'Cancel', command: 'cancel', inPlace: true },
    ])
    expect(await planned()).toHaveLength(1)
    expect(textOf(await harness.type('confirm post-paper 2611.00000'))).toBe('Agents is being posted.')
    await expect.poll(latestState).toBe('sent')
    const posted = harness.posts.map(({ digest }) => digest.entries.map(({ paperId }) => paperId))
    expect(posted).toEqual([['2611.00000'], ['2611.00000']])
  })

  it('asks as well where a digest had the paper, or may have had it', async () => {
    await follow('robots')
    await harness.type('post')
    await expect.poll(latestState).toBe('sent')
    expect(textOf(await harness.type('post-paper 2611.00001'))).toMatch(
      /^Robots was already posted here today at 08:30\. See the message\nPost it again\?$/,
    )
    const { id, lease } = await beginSending(
      harness.store,
      edition('post r9', { digest: digestOf('2611.00000') }),
    )
    const lost = { kind: 'failed', error: 'may have arrived', mayHaveArrived: true } as const
    await harness.store.outbox.settle(id, lease, lost, harness.clock.now())
    expect(textOf(await harness.type('post-paper 2611.00000'))).toBe(
      'Agents may have been posted here today at 08:30.\nPost it again?',
    )
    expect(await planned()).toHaveLength(2)
  })

  it('does not plan a second time what is on its way, and tries again what was rejected', async () => {
    harness.verdicts.push({ kind: 'retry', reason: 'Slack is busy' })
    await harness.type('post-paper 2611.00000')
    await harness.store.channels.pause(CHANNEL, 'The bot was removed.')
    for (const text of ['post-paper 2611.00000', 'confirm post-paper 2611.00000'])
      expect(textOf(await harness.type(text))).toBe('Agents is already being posted.')
    expect(await planned()).toHaveLength(1)
    expect((await stored())?.pausedReason).toBeUndefined()
  })

  it('refuses a withdrawn paper, and says why', async () => {
    const withdrawn = candidate('2611.00009', { paper: { title: 'Gone', withdrawn: true } })
    await harness.store.papers.record([withdrawn], harness.clock.now())
    for (const text of ['post-paper 2611.00009', 'confirm post-paper 2611.00009'])
      expect(textOf(await harness.type(text))).toBe('Gone was withdrawn, so it can’t be posted.')
    expect(await planned()).toEqual([])
    expect(await stored()).toBeUndefined()
  })

  it('is no digest in the status', async () => {
    await follow('robots')
    await harness.type('post-paper 2611.00000')
    await expect.poll(latestState).toBe('sent')
    expect(textOf(await harness.type('status'))).not.toContain('Last digest')
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
