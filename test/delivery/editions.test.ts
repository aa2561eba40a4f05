import { beforeEach, describe, expect, it } from 'vitest'
import { type AppHarness, CHANNEL, createAppHarness, textOf } from '../fixtures/app-harness.ts'
import { candidate } from '../fixtures/candidates.ts'

const paper = (id: string, day: string, upvotes = 10) => {
  const listedAt = Date.parse(`${day}T06:00Z`)
  return candidate(id, { paper: { day, listedAt, title: `Paper ${id}` }, counts: { upvotes, comments: 0 } })
}
const ids = (harness: AppHarness, post = -1) =>
  harness.posts.at(post)?.digest.entries.map(({ paperId }) => paperId)

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:00Z')
  harness.source.days.set('2026-11-23', [paper('1', '2026-11-23', 50), paper('2', '2026-11-23', 20)])
  await harness.app.start()
  return async () => {
    await harness.app.stop()
    await harness.store.close()
  }
})

describe('a channel that follows the general digest', () => {
  beforeEach(() => harness.type('confirm subscribe').then(() => {}))

  it('gets nothing before its slot, and then one digest, best paper first', async () => {
    await harness.at('2026-11-23T08:59Z')
    expect(harness.posts).toHaveLength(0)
    await harness.at('2026-11-23T09:00Z')
    await harness.at('2026-11-23T09:01Z')
    expect(harness.posts).toHaveLength(1)
    expect(ids(harness)).toEqual(['1', '2'])
    expect(harness.posts[0]?.digest.title).toBe('Trending papers · Monday 23 November')
  })

  it('gets no paper twice, and a late one of the day before marked with its day', async () => {
    await harness.at('2026-11-23T09:00Z')
    harness.source.days.get('2026-11-23')?.push(paper('3', '2026-11-23', 30))
    harness.source.days.set('2026-11-24', [paper('4', '2026-11-24', 5)])
    await harness.at('2026-11-24T09:00Z')
    expect(ids(harness)?.toSorted()).toEqual(['3', '4'])
    const late = harness.posts.at(-1)?.digest.entries.find(({ paperId }) => paperId === '3')
    expect(late?.facts.map(({ text }) => text)).toEqual(['▲ 30', 'listed yesterday', '2 authors'])
  })

  it('gets nothing on a weekend without new papers, and status says why', async () => {
    harness.source.days.set('2026-11-27', [paper('6', '2026-11-27')])
    await harness.at('2026-11-27T09:00Z')
    expect(harness.posts).toHaveLength(1)
    await harness.at('2026-11-28T09:00Z')
    expect(harness.posts).toHaveLength(1)
    expect(textOf(await harness.type('status'))).toMatch(/No digest: today at 09:00.*weekend/)
  })

  it('gets its digest late when the list is not published at its slot', async () => {
    await harness.at('2026-11-23T09:00Z')
    await harness.at('2026-11-24T09:00Z')
    expect(harness.posts).toHaveLength(1)
    harness.source.days.set('2026-11-24', [paper('5', '2026-11-24')])
    await harness.at('2026-11-24T10:30Z')
    expect(ids(harness)).toEqual(['5'])
    expect(harness.posts).toHaveLength(2)
  })

  it('gets one digest for the slots that passed while nothing ran', async () => {
    harness.source.days.set('2026-11-26', [paper('7', '2026-11-26')])
    await harness.at('2026-11-26T12:00Z')
    await harness.at('2026-11-26T12:01Z')
    expect(harness.posts).toHaveLength(1)
    expect(harness.posts[0]?.digest.title).toBe('Trending papers · Thursday 26 November')
  })

  it('gets the known papers with a note when the source fails', async () => {
    await harness.at('2026-11-23T08:30Z')
    harness.source.failure = 'Hugging Face answered 503.'
    await harness.at('2026-11-23T09:00Z')
    expect(ids(harness)).toEqual(['1', '2'])
    expect(harness.posts[0]?.digest.notes[0]?.[0]?.text).toContain('Hugging Face answered 503.')
  })

  it('gets at most five papers, and the others can come the next day', async () => {
    harness.source.days.set(
      '2026-11-24',
      [...'345678'].map(id => paper(id, '2026-11-24', Number(id))),
    )
    await harness.at('2026-11-23T09:00Z')
    await harness.at('2026-11-24T09:00Z')
    expect(ids(harness)).toEqual(['8', '7', '6', '5', '4'])
    harness.source.days.set('2026-11-25', [paper('9', '2026-11-25')])
    await harness.at('2026-11-25T09:00Z')
    expect(ids(harness)).toEqual(['9', '3'])
  })
})

describe('a channel with a weekly slot', () => {
  it('gets the best papers of the seven days before, the slot’s own left for the next week', async () => {
    await harness.type('confirm subscribe')
    await harness.type('schedule 9:00 weekly')
    await harness.at('2026-11-23T09:00Z')
    for (const [index, day] of ['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'].entries()) {
      harness.source.days.set(day, [paper(String(5 + index), day)])
      await harness.at(`${day}T09:00Z`)
    }
    await harness.at('2026-11-30T09:00Z')
    expect(harness.posts.at(-1)?.digest.title).toBe('The week’s best · 23–29 November')
    expect(ids(harness)?.toSorted()).toEqual(['1', '2', '6', '7', '8'])
  })

  it('gets the papers of its own week when the digest comes late, and none twice', async () => {
    await harness.type('confirm subscribe')
    await harness.type('schedule 9:00 weekly')
    harness.source.days.set('2026-11-30', [paper('5', '2026-11-30')])
    await harness.at('2026-12-01T15:00Z')
    expect(harness.posts.at(-1)?.digest.title).toBe('The week’s best · 23–29 November')
    expect(ids(harness)?.toSorted()).toEqual(['1', '2'])
    await harness.at('2026-12-07T09:00Z')
    expect(harness.posts.at(-1)?.digest.title).toBe('The week’s best · 30 November – 6 December')
    expect(ids(harness)).toEqual(['5'])
  })

  it('stays silent without papers, even before the day’s own list is there', async () => {
    await harness.type('confirm subscribe birds')
    await harness.type('schedule 9:00 weekly')
    harness.source.days.set('2026-11-27', [paper('5', '2026-11-27')])
    await harness.at('2026-11-27T10:00Z')
    await harness.at('2026-11-30T09:00Z')
    expect(harness.posts).toEqual([])
    expect((await harness.store.channels.find(CHANNEL))?.lastSkip).toMatchObject({
      slotAt: Date.parse('2026-11-30T09:00Z'),
    })
  })
})

describe('one channel that cannot be planned', () => {
  it('does not prevent the digests of the others', async () => {
    await harness.type('confirm subscribe')
    await harness.type('confirm subscribe', { channel: 'slack:T1/C2' })
    const broken = await harness.store.channels.find(CHANNEL)
    if (!broken) throw new Error('no channel')
    await harness.store.channels.save({ ...broken, timezone: 'Mars/Olympus' })
    await harness.at('2026-11-23T09:00Z')
    expect(harness.posts.map(({ channel }) => channel)).toEqual(['slack:T1/C2'])
  })
})

describe('a requested digest while another is planned', () => {
  it('shares no paper with it', async () => {
    await harness.type('confirm subscribe')
    harness.clock.set('2026-11-23T09:00Z')
    await Promise.all([harness.type('post'), harness.timetable.tick(), harness.type('post')])
    await harness.delivered()
    await harness.at('2026-11-23T09:01Z')
    expect(
      harness.posts
        .flatMap(({ digest }) => digest.entries)
        .map(({ paperId }) => paperId)
        .toSorted(),
    ).toEqual(['1', '2'])
  })
})

describe('the verdict of a publisher', () => {
  const NINE = '2026-11-23T09:00Z'
  beforeEach(() => harness.type('confirm subscribe').then(() => {}))
  const state = async () => (await harness.store.outbox.latest(CHANNEL, 1))[0]

  it('retry: the same digest is tried again, and arrives once', async () => {
    harness.verdicts.push(
      { kind: 'retry', reason: 'busy' },
      { kind: 'retry', reason: 'busy', afterMs: 300_000 },
    )
    await harness.at(NINE)
    expect(await state()).toMatchObject({ state: 'due', attempts: 1, error: 'busy' })
    await harness.at('2026-11-23T09:01Z')
    await harness.at('2026-11-23T09:05Z')
    expect(harness.posts).toHaveLength(0)
    await harness.at('2026-11-23T09:06Z')
    expect(harness.posts).toHaveLength(1)
    expect(await state()).toMatchObject({ state: 'sent', attempts: 3 })
  })

  it('retry until the edition expires: it fails, and its papers come with the next one', async () => {
    harness.verdicts.push({ kind: 'retry', reason: 'busy' })
    await harness.at(NINE)
    await harness.at('2026-11-23T15:00Z')
    expect(await state()).toMatchObject({ state: 'failed' })
    await harness.at('2026-11-24T09:00Z')
    expect(ids(harness)).toEqual(['1', '2'])
  })

  it('retry, but the channel has unsubscribed by then: it is not sent', async () => {
    harness.verdicts.push({ kind: 'retry', reason: 'busy' })
    await harness.at(NINE)
    await harness.type('unsubscribe all')
    await harness.at('2026-11-23T09:05Z')
    expect(harness.posts).toHaveLength(0)
    expect(await state()).toMatchObject({ state: 'failed', error: 'the channel has no subscriptions' })
  })

  it('dead: the channel is paused with the reason, until someone in it changes something', async () => {
    harness.verdicts.push({
      kind: 'dead',
      scope: 'channel',
      code: 'is_archived',
      reason: 'the channel is archived',
    })
    await harness.at(NINE)
    expect(textOf(await harness.type('status'))).toContain('Paused: the channel is archived')
    await harness.at('2026-11-24T09:00Z')
    expect(harness.posts).toHaveLength(0)
    await harness.type('schedule 10:00')
    await harness.at('2026-11-24T10:00Z')
    expect(harness.posts).toHaveLength(1)
  })
})

describe('the thread layout', () => {
  it('posts its first message and then a reply per paper, and resumes after the last one that arrived', async () => {
    await harness.type('confirm subscribe')
    const channel = await harness.store.channels.find(CHANNEL)
    if (!channel) throw new Error('no channel')
    await harness.store.channels.save({ ...channel, layout: 'thread' })
    harness.verdicts.push({ kind: 'sent', messageId: 'head' }, { kind: 'retry', reason: 'busy' })
    await harness.at('2026-11-23T09:00Z')
    await harness.at('2026-11-23T09:02Z')
    expect(harness.posts.map(({ step, threadId }) => [step, threadId])).toEqual([
      [0, undefined],
      [1, 'head'],
      [2, 'head'],
    ])
  })

  it('does not repeat posted papers after it failed half-way', async () => {
    await harness.type('confirm subscribe')
    const channel = await harness.store.channels.find(CHANNEL)
    if (!channel) throw new Error('no channel')
    await harness.store.channels.save({ ...channel, layout: 'thread' })
    const dead = { kind: 'dead', scope: 'message', code: 'x', reason: 'refused' } as const
    harness.verdicts.push({ kind: 'sent', messageId: 'head' }, { kind: 'sent', messageId: 'a' }, dead, dead)
    await harness.at('2026-11-23T09:00Z')
    harness.source.days.set('2026-11-24', [paper('9', '2026-11-24')])
    await harness.at('2026-11-24T09:00Z')
    expect(ids(harness)?.toSorted()).toEqual(['2', '9'])
  })
})
