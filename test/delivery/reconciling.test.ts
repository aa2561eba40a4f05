import { beforeEach, describe, expect, it } from 'vitest'
import type { Layout } from '../../src/channels/layout.ts'
import { CHANNEL, type Office, openOffice, textOf } from '../fixtures/app-harness.ts'
import { candidate } from '../fixtures/candidates.ts'

const NINE = '2026-11-23T09:00Z'
const UNKNOWN = { kind: 'unknown', reason: 'the connection broke' } as const
const UNREADABLE = { kind: 'unknown', reason: 'the history is closed' } as const

let office: Office
beforeEach(async () => {
  office = await openOffice('2026-11-23T08:00Z')
  const papers = ['1', '2'].map(id =>
    candidate(id, { paper: { day: '2026-11-23', listedAt: Date.parse('2026-11-23T06:00Z') } }),
  )
  office.source.days.set('2026-11-23', papers)
  await office.app.start()
  await office.type('confirm subscribe')
  return async () => {
    await office.app.stop()
    await office.store.close()
  }
})

const row = async () => (await office.store.outbox.latest(CHANNEL, 1))[0]
const steps = () => office.posts.map(({ step }) => step)

async function useLayout(layout: Layout): Promise<void> {
  const channel = await office.store.channels.find(CHANNEL)
  if (!channel) throw new Error('no channel')
  await office.store.channels.save({ ...channel, layout })
}

describe('a message that may have arrived', () => {
  beforeEach(() => void office.verdicts.push(UNKNOWN))

  it('is reconciled a while later, and not sent before that', async () => {
    await office.at(NINE)
    expect(office.doubts).toEqual([])
    expect(await row()).toMatchObject({ state: 'sending', lease: undefined, error: 'the connection broke' })
    expect(textOf(await office.type('status'))).toContain('may have arrived')
    await office.at('2026-11-23T09:01Z')
    expect(office.doubts).toMatchObject([{ channel: CHANNEL, step: 0, triedAt: Date.parse(NINE) }])
  })

  it('that is found counts as sent, with its papers', async () => {
    office.findings.push({ kind: 'posted', messageId: 'there' })
    await office.at(NINE)
    await office.at('2026-11-23T09:01Z')
    expect(office.posts).toHaveLength(0)
    expect(await row()).toMatchObject({ state: 'sent', messageIds: ['there'] })
    expect(await office.store.outbox.postedPapers(CHANNEL)).toEqual(new Set(['1', '2']))
  })

  it('that is not found is sent', async () => {
    await office.at(NINE)
    await office.at('2026-11-23T09:01Z')
    expect(office.posts).toHaveLength(1)
    expect(await row()).toMatchObject({ state: 'sent', attempts: 2 })
  })

  it('is searched for again, less and less often, while it could not be looked up', async () => {
    for (let time = 0; time < 3; time++) office.findings.push({ ...UNREADABLE, mayRepeat: false })
    await office.at(NINE)
    for (const minute of ['01', '02', '03', '04', '05', '06', '07'])
      await office.at(`2026-11-23T09:${minute}Z`)
    expect(office.doubts).toHaveLength(3)
    expect(office.posts).toHaveLength(0)
    expect(await row()).toMatchObject({ state: 'sending', error: 'may have arrived: the history is closed' })
    await office.at('2026-11-23T09:09Z')
    expect(office.posts).toHaveLength(1)
  })

  it('is repeated with the same key if the platform recognises it', async () => {
    office.findings.push({ ...UNREADABLE, mayRepeat: true })
    await office.at(NINE)
    await office.at('2026-11-23T09:01Z')
    expect(office.posts[0]?.key).toBe(office.doubts[0]?.key)
    expect(await row()).toMatchObject({ state: 'sent' })
  })

  it('stays uncertain when its repetition has to be retried', async () => {
    office.findings.push({ ...UNREADABLE, mayRepeat: true })
    office.verdicts.push({ kind: 'retry', reason: 'busy' })
    await office.at(NINE)
    await office.at('2026-11-23T09:01Z')
    expect(await row()).toMatchObject({ state: 'sending', error: 'busy' })
    office.findings.push({ kind: 'posted', messageId: 'there' })
    await office.at('2026-11-23T09:03Z')
    expect(office.posts).toHaveLength(0)
    expect(await row()).toMatchObject({ state: 'sent' })
  })

  it('is not repeated once it has expired: its papers count as posted', async () => {
    office.findings.push({ ...UNREADABLE, mayRepeat: true })
    await office.at(NINE)
    await office.at('2026-11-23T16:00Z')
    expect(office.posts).toHaveLength(0)
    expect(await row()).toMatchObject({ state: 'failed', error: 'may have arrived: the history is closed' })
    expect(await office.store.outbox.postedPapers(CHANNEL)).toEqual(new Set(['1', '2']))
  })

  it('that has expired and is not found leaves its papers to the next edition', async () => {
    await office.at(NINE)
    await office.at('2026-11-23T16:00Z')
    expect(await row()).toMatchObject({ state: 'failed', error: 'too old to deliver' })
    await office.at('2026-11-24T09:00Z')
    expect(office.posts[0]?.digest.entries.map(({ paperId }) => paperId)).toEqual(['1', '2'])
  })

  it('is not sent if the channel has unsubscribed', async () => {
    await office.at(NINE)
    await office.type('unsubscribe all')
    await office.at('2026-11-23T09:01Z')
    expect(office.doubts).toHaveLength(1)
    expect(office.posts).toHaveLength(0)
    expect(await row()).toMatchObject({ state: 'failed' })
  })
})

describe('a thread that was cut off', () => {
  beforeEach(() => useLayout('thread'))

  it('continues after the reply that is found, in the same thread', async () => {
    office.verdicts.push({ kind: 'sent', messageId: 'head' }, UNKNOWN)
    office.findings.push({ kind: 'posted', messageId: 'first' })
    await office.at(NINE)
    await office.at('2026-11-23T09:01Z')
    expect(office.doubts).toMatchObject([{ step: 1, threadId: 'head' }])
    expect(steps()).toEqual([0, 2])
    expect(office.posts.at(-1)?.threadId).toBe('head')
    expect(await row()).toMatchObject({ state: 'sent', messageIds: ['head', 'first', 'm2'] })
  })

  it('continues with the reply that is not found', async () => {
    office.verdicts.push({ kind: 'sent', messageId: 'head' }, UNKNOWN)
    await office.at(NINE)
    await office.at('2026-11-23T09:01Z')
    expect(steps()).toEqual([0, 1, 2])
  })
})

describe('a row that a dead process left in sending', () => {
  it('is settled without a search if all its messages were recorded', async () => {
    office.clock.set(NINE)
    await office.app.planner.planDue()
    const [left] = await office.store.outbox.claim({
      platforms: ['slack'],
      now: office.clock.now(),
      leaseMs: 60_000,
      limit: 1,
    })
    const { id = 0, lease = '' } = left ?? {}
    await office.store.outbox.begin(id, lease, office.clock.now())
    await office.store.outbox.posted(id, lease, 'there')
    await office.at('2026-11-23T09:01Z')
    expect(office.doubts).toEqual([])
    expect(office.posts).toEqual([])
    expect(await row()).toMatchObject({ state: 'sent', messageIds: ['there'] })
    expect(await office.store.outbox.postedPapers(CHANNEL)).toEqual(new Set(['1', '2']))
  })

  it('is reconciled once its lease has expired, possibly by another worker', async () => {
    office.clock.set(NINE)
    await office.app.planner.planDue()
    const [left] = await office.store.outbox.claim({
      platforms: ['slack'],
      now: office.clock.now(),
      leaseMs: 60_000,
      limit: 1,
    })
    await office.store.outbox.begin(left?.id ?? 0, left?.lease ?? '', office.clock.now())
    office.findings.push({ kind: 'posted', messageId: 'there' })
    await office.at('2026-11-23T09:00:30Z')
    expect(office.doubts).toEqual([])
    await office.at('2026-11-23T09:01Z')
    expect(office.posts).toHaveLength(0)
    expect(await row()).toMatchObject({ state: 'sent', attempts: 1 })
  })
})

describe('a message that the platform rejects as malformed', () => {
  const refused = { kind: 'dead', scope: 'message', code: 'invalid_blocks', reason: 'refused' } as const

  it('is sent as plain text, once', async () => {
    office.verdicts.push(refused)
    await office.at(NINE)
    expect(office.posts).toMatchObject([{ plain: true }])
    expect(await row()).toMatchObject({ state: 'sent', attempts: 2 })
  })

  it('fails if its plain text is rejected too, and the channel stays active', async () => {
    office.verdicts.push(refused, refused)
    await office.at(NINE)
    expect(await row()).toMatchObject({ state: 'failed', error: 'refused (invalid_blocks)', attempts: 2 })
    await office.at('2026-11-24T09:00Z')
    expect(office.posts).toMatchObject([{ plain: false }])
  })
})
