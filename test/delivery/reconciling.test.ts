import { beforeEach, describe, expect, it } from 'vitest'
import type { Layout } from '../../src/channels/layout.ts'
import { type AppHarness, CHANNEL, createAppHarness, textOf } from '../fixtures/app-harness.ts'
import { candidate } from '../fixtures/candidates.ts'

const NINE = '2026-11-23T09:00Z'
const UNKNOWN = { kind: 'unknown', reason: 'the connection broke' } as const
const UNREADABLE = { kind: 'unknown', reason: 'the history is closed' } as const

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:00Z')
  const papers = ['1', '2'].map(id =>
    candidate(id, { paper: { day: '2026-11-23', listedAt: Date.parse('2026-11-23T06:00Z') } }),
  )
  harness.source.days.set('2026-11-23', papers)
  await harness.app.start()
  await harness.type('confirm subscribe')
  return async () => {
    await harness.app.stop()
    await harness.store.close()
  }
})

const row = async () => (await harness.store.outbox.latest(CHANNEL, 1))[0]
const steps = () => harness.posts.map(({ step }) => step)

async function useLayout(layout: Layout): Promise<void> {
  const channel = await harness.store.channels.find(CHANNEL)
  if (!channel) throw new Error('no channel')
  await harness.store.channels.save({ ...channel, layout })
}

describe('a message that may have arrived', () => {
  beforeEach(() => void harness.verdicts.push(UNKNOWN))

  it('is reconciled a while later, and not sent before that', async () => {
    await harness.at(NINE)
    expect(harness.reconciled).toEqual([])
    expect(await row()).toMatchObject({ state: 'sending', lease: undefined, error: 'the connection broke' })
    expect(textOf(await harness.type('status'))).toContain(
      'may have arrived (the connection broke). Paper Round checks that before it sends anything again.',
    )
    await harness.at('2026-11-23T09:01Z')
    expect(harness.reconciled).toMatchObject([{ channel: CHANNEL, step: 0, triedAt: Date.parse(NINE) }])
  })

  it('that is found counts as sent, with its papers', async () => {
    harness.reconcileResults.push({ kind: 'posted', messageId: 'there' })
    await harness.at(NINE)
    await harness.at('2026-11-23T09:01Z')
    expect(harness.posts).toHaveLength(0)
    expect(await row()).toMatchObject({ state: 'sent', messageIds: ['there'] })
    expect(await harness.store.outbox.postedPapers(CHANNEL)).toEqual(new Set(['1', '2']))
  })

  it('that is not found is sent', async () => {
    await harness.at(NINE)
    await harness.at('2026-11-23T09:01Z')
    expect(harness.posts).toHaveLength(1)
    expect(await row()).toMatchObject({ state: 'sent', attempts: 2 })
  })

  it('is searched for again, less and less often, while it could not be looked up', async () => {
    for (let time = 0; time < 3; time++) harness.reconcileResults.push({ ...UNREADABLE, mayRepeat: false })
    await harness.at(NINE)
    for (const minute of ['01', '02', '03', '04', '05', '06', '07'])
      await harness.at(`2026-11-23T09:${minute}Z`)
    expect(harness.reconciled).toHaveLength(3)
    expect(harness.posts).toHaveLength(0)
    expect(await row()).toMatchObject({ state: 'sending', error: 'the history is closed' })
    await harness.at('2026-11-23T09:09Z')
    expect(harness.posts).toHaveLength(1)
  })

  it('is repeated with the same key if the platform recognises it', async () => {
    harness.reconcileResults.push({ ...UNREADABLE, mayRepeat: true })
    await harness.at(NINE)
    await harness.at('2026-11-23T09:01Z')
    expect(harness.posts[0]?.key).toBe(harness.reconciled[0]?.key)
    expect(await row()).toMatchObject({ state: 'sent' })
  })

  it('stays uncertain when its repetition has to be retried', async () => {
    harness.reconcileResults.push({ ...UNREADABLE, mayRepeat: true })
    harness.verdicts.push({ kind: 'retry', reason: 'busy' })
    await harness.at(NINE)
    await harness.at('2026-11-23T09:01Z')
    expect(await row()).toMatchObject({ state: 'sending', error: 'busy' })
    harness.reconcileResults.push({ kind: 'posted', messageId: 'there' })
    await harness.at('2026-11-23T09:03Z')
    expect(harness.posts).toHaveLength(0)
    expect(await row()).toMatchObject({ state: 'sent' })
  })

  it('is not repeated once it has expired: its papers count as posted', async () => {
    harness.reconcileResults.push({ ...UNREADABLE, mayRepeat: true })
    await harness.at(NINE)
    await harness.at('2026-11-23T16:00Z')
    expect(harness.posts).toHaveLength(0)
    expect(await row()).toMatchObject({ state: 'failed', error: 'may have arrived: the history is closed' })
    expect(await harness.store.outbox.postedPapers(CHANNEL)).toEqual(new Set(['1', '2']))
  })

  it('that has expired and is not found leaves its papers to the next edition', async () => {
    await harness.at(NINE)
    await harness.at('2026-11-23T16:00Z')
    expect(await row()).toMatchObject({ state: 'failed', error: 'too old to deliver: the connection broke' })
    await harness.at('2026-11-24T09:00Z')
    expect(harness.posts[0]?.digest.entries.map(({ paperId }) => paperId)).toEqual(['1', '2'])
  })

  it('is not sent if the channel has unsubscribed', async () => {
    await harness.at(NINE)
    await harness.type('unsubscribe all')
    await harness.at('2026-11-23T09:01Z')
    expect(harness.reconciled).toHaveLength(1)
    expect(harness.posts).toHaveLength(0)
    expect(await row()).toMatchObject({ state: 'failed' })
  })
})

describe('a thread that was cut off', () => {
  beforeEach(() => useLayout('thread'))

  it('continues after the reply that is found, in the same thread', async () => {
    harness.verdicts.push({ kind: 'sent', messageId: 'head' }, UNKNOWN)
    harness.reconcileResults.push({ kind: 'posted', messageId: 'first' })
    await harness.at(NINE)
    await harness.at('2026-11-23T09:01Z')
    expect(harness.reconciled).toMatchObject([{ step: 1, threadId: 'head' }])
    expect(steps()).toEqual([0, 2])
    expect(harness.posts.at(-1)?.threadId).toBe('head')
    expect(await row()).toMatchObject({ state: 'sent', messageIds: ['head', 'first', 'm2'] })
  })

  it('continues with the reply that is not found', async () => {
    harness.verdicts.push({ kind: 'sent', messageId: 'head' }, UNKNOWN)
    await harness.at(NINE)
    await harness.at('2026-11-23T09:01Z')
    expect(steps()).toEqual([0, 1, 2])
  })
})

describe('a row that a dead process left in sending', () => {
  it('is settled without a search if all its messages were recorded', async () => {
    harness.clock.set(NINE)
    await harness.app.planner.planDue()
    const [left] = await harness.store.outbox.claim({
      platforms: ['slack'],
      now: harness.clock.now(),
      leaseMs: 60_000,
      limit: 1,
    })
    const { id = 0, lease = '' } = left ?? {}
    await harness.store.outbox.begin(id, lease, harness.clock.now())
    await harness.store.outbox.posted(id, lease, 'there')
    await harness.at('2026-11-23T09:01Z')
    expect(harness.reconciled).toEqual([])
    expect(harness.posts).toEqual([])
    expect(await row()).toMatchObject({ state: 'sent', messageIds: ['there'] })
    expect(await harness.store.outbox.postedPapers(CHANNEL)).toEqual(new Set(['1', '2']))
  })

  it('is reconciled once its lease has expired, possibly by another worker', async () => {
    harness.clock.set(NINE)
    await harness.app.planner.planDue()
    const [left] = await harness.store.outbox.claim({
      platforms: ['slack'],
      now: harness.clock.now(),
      leaseMs: 60_000,
      limit: 1,
    })
    await harness.store.outbox.begin(left?.id ?? 0, left?.lease ?? '', harness.clock.now())
    harness.reconcileResults.push({ kind: 'posted', messageId: 'there' })
    await harness.at('2026-11-23T09:00:30Z')
    expect(harness.reconciled).toEqual([])
    await harness.at('2026-11-23T09:01Z')
    expect(harness.posts).toHaveLength(0)
    expect(await row()).toMatchObject({ state: 'sent', attempts: 1 })
  })
})

describe('a message that the platform rejects as malformed', () => {
  const refused = { kind: 'dead', scope: 'message', code: 'invalid_blocks', reason: 'refused' } as const

  it('is sent as plain text, once', async () => {
    harness.verdicts.push(refused)
    await harness.at(NINE)
    expect(harness.posts).toMatchObject([{ plain: true }])
    expect(await row()).toMatchObject({ state: 'sent', attempts: 2 })
  })

  it('fails if its plain text is rejected too, and the channel stays active', async () => {
    harness.verdicts.push(refused, refused)
    await harness.at(NINE)
    expect(await row()).toMatchObject({ state: 'failed', error: 'refused (invalid_blocks)', attempts: 2 })
    await harness.at('2026-11-24T09:00Z')
    expect(harness.posts).toMatchObject([{ plain: false }])
  })
})
