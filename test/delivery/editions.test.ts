import { beforeEach, describe, expect, it } from 'vitest'
import { CHANNEL, type Office, openOffice, textOf } from '../fixtures/app-harness.ts'
import { candidate } from '../fixtures/candidates.ts'

const paper = (id: string, day: string, upvotes = 10) => {
  const listedAt = Date.parse(`${day}T06:00Z`)
  return candidate(id, { paper: { day, listedAt, title: `Paper ${id}` }, counts: { upvotes, comments: 0 } })
}
const ids = (office: Office, post = -1) => office.posts.at(post)?.digest.entries.map(({ paperId }) => paperId)

let office: Office
beforeEach(async () => {
  office = await openOffice('2026-11-23T08:00Z')
  office.source.days.set('2026-11-23', [paper('1', '2026-11-23', 50), paper('2', '2026-11-23', 20)])
  await office.app.start()
  return async () => {
    await office.app.stop()
    await office.store.close()
  }
})

describe('a channel that follows the general digest', () => {
  beforeEach(() => office.type('confirm subscribe').then(() => {}))

  it('gets nothing before its slot, and then one digest, best paper first', async () => {
    await office.at('2026-11-23T08:59Z')
    expect(office.posts).toHaveLength(0)
    await office.at('2026-11-23T09:00Z')
    await office.at('2026-11-23T09:01Z')
    expect(office.posts).toHaveLength(1)
    expect(ids(office)).toEqual(['1', '2'])
    expect(office.posts[0]?.digest.title).toBe('Papers for Monday 23 November')
  })

  it('gets no paper twice, and a late one of the day before marked with its day', async () => {
    await office.at('2026-11-23T09:00Z')
    office.source.days.get('2026-11-23')?.push(paper('3', '2026-11-23', 30))
    office.source.days.set('2026-11-24', [paper('4', '2026-11-24', 5)])
    await office.at('2026-11-24T09:00Z')
    expect(ids(office)?.toSorted()).toEqual(['3', '4'])
    const late = office.posts.at(-1)?.digest.entries.find(({ paperId }) => paperId === '3')
    expect(late?.facts.at(-1)?.text).toBe('from Monday 23 November')
  })

  it('gets nothing on a weekend without new papers, and status says why', async () => {
    office.source.days.set('2026-11-27', [paper('6', '2026-11-27')])
    await office.at('2026-11-27T09:00Z')
    expect(office.posts).toHaveLength(1)
    await office.at('2026-11-28T09:00Z')
    expect(office.posts).toHaveLength(1)
    expect(textOf(await office.type('status'))).toMatch(/Silent: today at 09:00.*weekend/)
  })

  it('gets its digest late when the list is not published at its slot', async () => {
    await office.at('2026-11-23T09:00Z')
    await office.at('2026-11-24T09:00Z')
    expect(office.posts).toHaveLength(1)
    office.source.days.set('2026-11-24', [paper('5', '2026-11-24')])
    await office.at('2026-11-24T10:30Z')
    expect(ids(office)).toEqual(['5'])
    expect(office.posts).toHaveLength(2)
  })

  it('gets one digest for the slots that passed while nothing ran', async () => {
    office.source.days.set('2026-11-26', [paper('7', '2026-11-26')])
    await office.at('2026-11-26T12:00Z')
    await office.at('2026-11-26T12:01Z')
    expect(office.posts).toHaveLength(1)
    expect(office.posts[0]?.digest.title).toBe('Papers for Thursday 26 November')
  })

  it('gets the known papers with a note when the source fails', async () => {
    await office.at('2026-11-23T08:30Z')
    office.source.failure = 'Hugging Face answered 503.'
    await office.at('2026-11-23T09:00Z')
    expect(ids(office)).toEqual(['1', '2'])
    expect(office.posts[0]?.digest.notes[0]?.[0]?.text).toContain('Hugging Face answered 503.')
  })

  it('gets at most five papers, and the others can come the next day', async () => {
    office.source.days.set(
      '2026-11-24',
      [...'345678'].map(id => paper(id, '2026-11-24', Number(id))),
    )
    await office.at('2026-11-23T09:00Z')
    await office.at('2026-11-24T09:00Z')
    expect(ids(office)).toEqual(['8', '7', '6', '5', '4'])
    office.source.days.set('2026-11-25', [paper('9', '2026-11-25')])
    await office.at('2026-11-25T09:00Z')
    expect(ids(office)).toEqual(['9', '3'])
  })
})

describe('a channel with a weekly slot', () => {
  it('gets the papers of the whole week', async () => {
    await office.type('confirm subscribe')
    await office.type('schedule 9:00 weekly')
    await office.at('2026-11-23T09:00Z')
    for (const [index, day] of ['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'].entries()) {
      office.source.days.set(day, [paper(String(5 + index), day)])
      await office.at(`${day}T09:00Z`)
    }
    await office.at('2026-11-30T09:00Z')
    expect(ids(office)?.toSorted()).toEqual(['5', '6', '7', '8'])
  })
})

describe('one channel that cannot be planned', () => {
  it('does not prevent the digests of the others', async () => {
    await office.type('confirm subscribe')
    await office.type('confirm subscribe', { channel: 'slack:T1/C2' })
    const broken = await office.store.channels.find(CHANNEL)
    if (!broken) throw new Error('no channel')
    await office.store.channels.save({ ...broken, timezone: 'Mars/Olympus' })
    await office.at('2026-11-23T09:00Z')
    expect(office.posts.map(({ channel }) => channel)).toEqual(['slack:T1/C2'])
  })
})

describe('a requested digest while another is planned', () => {
  it('shares no paper with it', async () => {
    await office.type('confirm subscribe')
    office.clock.set('2026-11-23T09:00Z')
    await Promise.all([office.type('post'), office.timetable.tick(), office.type('post')])
    await office.at('2026-11-23T09:01Z')
    expect(
      office.posts
        .flatMap(({ digest }) => digest.entries)
        .map(({ paperId }) => paperId)
        .toSorted(),
    ).toEqual(['1', '2'])
  })
})

describe('the verdict of a publisher', () => {
  const NINE = '2026-11-23T09:00Z'
  beforeEach(() => office.type('confirm subscribe').then(() => {}))
  const state = async () => (await office.store.outbox.latest(CHANNEL, 1))[0]

  it('retry: the same digest is tried again, and arrives once', async () => {
    office.verdicts.push(
      { kind: 'retry', reason: 'busy' },
      { kind: 'retry', reason: 'busy', afterMs: 300_000 },
    )
    await office.at(NINE)
    expect(await state()).toMatchObject({ state: 'due', attempts: 1, error: 'busy' })
    await office.at('2026-11-23T09:01Z')
    await office.at('2026-11-23T09:05Z')
    expect(office.posts).toHaveLength(0)
    await office.at('2026-11-23T09:06Z')
    expect(office.posts).toHaveLength(1)
    expect(await state()).toMatchObject({ state: 'sent', attempts: 3 })
  })

  it('retry until the edition expires: it fails, and its papers come with the next one', async () => {
    office.verdicts.push({ kind: 'retry', reason: 'busy' })
    await office.at(NINE)
    await office.at('2026-11-23T15:00Z')
    expect(await state()).toMatchObject({ state: 'failed' })
    await office.at('2026-11-24T09:00Z')
    expect(ids(office)).toEqual(['1', '2'])
  })

  it('retry, but the channel has unsubscribed by then: it is not sent', async () => {
    office.verdicts.push({ kind: 'retry', reason: 'busy' })
    await office.at(NINE)
    await office.type('unsubscribe all')
    await office.at('2026-11-23T09:05Z')
    expect(office.posts).toHaveLength(0)
    expect(await state()).toMatchObject({ state: 'failed', error: 'nothing is followed any more' })
  })

  it('dead: the channel is paused with the reason, until someone in it changes something', async () => {
    office.verdicts.push({
      kind: 'dead',
      scope: 'channel',
      code: 'is_archived',
      reason: 'the channel is archived',
    })
    await office.at(NINE)
    expect(textOf(await office.type('status'))).toContain('Paused: the channel is archived')
    await office.at('2026-11-24T09:00Z')
    expect(office.posts).toHaveLength(0)
    await office.type('schedule 10:00')
    await office.at('2026-11-24T10:00Z')
    expect(office.posts).toHaveLength(1)
  })
})

describe('the thread layout', () => {
  it('posts its first message and then a reply per paper, and resumes after the last one that arrived', async () => {
    await office.type('confirm subscribe')
    const channel = await office.store.channels.find(CHANNEL)
    if (!channel) throw new Error('no channel')
    await office.store.channels.save({ ...channel, layout: 'thread' })
    office.verdicts.push({ kind: 'sent', messageId: 'head' }, { kind: 'retry', reason: 'busy' })
    await office.at('2026-11-23T09:00Z')
    await office.at('2026-11-23T09:02Z')
    expect(office.posts.map(({ step, threadId }) => [step, threadId])).toEqual([
      [0, undefined],
      [1, 'head'],
      [2, 'head'],
    ])
  })

  it('does not repeat posted papers after it failed half-way', async () => {
    await office.type('confirm subscribe')
    const channel = await office.store.channels.find(CHANNEL)
    if (!channel) throw new Error('no channel')
    await office.store.channels.save({ ...channel, layout: 'thread' })
    const dead = { kind: 'dead', scope: 'message', code: 'x', reason: 'refused' } as const
    office.verdicts.push({ kind: 'sent', messageId: 'head' }, { kind: 'sent', messageId: 'a' }, dead, dead)
    await office.at('2026-11-23T09:00Z')
    office.source.days.set('2026-11-24', [paper('9', '2026-11-24')])
    await office.at('2026-11-24T09:00Z')
    expect(ids(office)?.toSorted()).toEqual(['2', '9'])
  })
})
