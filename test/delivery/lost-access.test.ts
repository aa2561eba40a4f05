import { beforeEach, describe, expect, it } from 'vitest'
import type { Verdict } from '../../src/ports/publisher.ts'
import { type AppHarness, CHANNEL, createAppHarness, textOf } from '../fixtures/app-harness.ts'
import { candidate } from '../fixtures/candidates.ts'

const NINE = '2026-11-23T09:00Z'
const OTHER = 'slack:T1/C2'
const FOREIGN = 'slack:T2/C1'

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:00Z')
  const paper = { day: '2026-11-23', listedAt: Date.parse('2026-11-23T06:00Z') }
  harness.source.days.set('2026-11-23', [candidate('1', { paper })])
  await harness.app.start()
  await harness.type('confirm subscribe')
  return async () => {
    await harness.app.stop()
    await harness.store.close()
  }
})

const dead = (scope: 'channel' | 'workspace' | 'platform'): Verdict => ({
  kind: 'dead',
  scope,
  code: 'is_archived',
  reason: 'the channel is archived',
})
const postedTo = () => harness.posts.map(({ channel }) => channel).toSorted()

describe('a channel that the platform rejects', () => {
  beforeEach(() => void harness.verdicts.push(dead('channel')))

  it('is paused with the reason, and its subscriber is notified once', async () => {
    await harness.at(NINE)
    await harness.at('2026-11-23T09:05Z')
    await harness.at('2026-11-24T09:00Z')
    expect(harness.posts).toHaveLength(0)
    expect(textOf(await harness.type('status'))).toContain('Paused: the channel is archived')
    expect(harness.directMessages).toMatchObject([{ channel: CHANNEL, personId: 'U1' }])
    expect(harness.directMessages[0]?.text).toContain('the channel is archived')
    expect(await harness.store.channels.paused('', { limit: 9 })).toMatchObject([
      { id: CHANNEL, pausedReason: 'the channel is archived' },
    ])
  })

  it('gets the waiting edition when access is restored in time', async () => {
    await harness.at(NINE)
    await harness.accessRestored('slack:T1/')
    await harness.at('2026-11-23T10:00Z')
    expect(harness.posts.map(({ digest }) => digest.title)).toEqual(['Trending papers · Monday 23 November'])
  })

  it('gets an edition late when access is restored soon after a slot', async () => {
    await harness.at(NINE)
    await harness.at('2026-11-24T09:00Z')
    harness.clock.set('2026-11-24T11:00Z')
    await harness.accessRestored(CHANNEL, id => id === CHANNEL)
    await harness.at('2026-11-24T11:01Z')
    expect(harness.posts.map(({ digest }) => digest.title)).toEqual(['Trending papers · Tuesday 24 November'])
  })

  it('gets nothing late when access is restored long after a slot', async () => {
    await harness.at(NINE)
    harness.clock.set('2026-11-23T22:00Z')
    await harness.accessRestored(CHANNEL)
    await harness.at('2026-11-23T22:01Z')
    expect(harness.posts).toHaveLength(0)
    await harness.at('2026-11-24T09:00Z')
    expect(harness.posts).toHaveLength(1)
  })

  it('stays paused when another channel is restored, or when the bot still cannot post', async () => {
    await harness.at(NINE)
    await harness.accessRestored('slack:T2/')
    await harness.accessRestored('slack:', () => false)
    await harness.at('2026-11-23T10:00Z')
    expect(harness.posts).toHaveLength(0)
  })
})

describe('editions that are lost because the platform refuses them', () => {
  const refusal: Verdict = { kind: 'retry', reason: 'Slack: new_code', refusedWith: 'new_code' }
  const tooLong: Verdict = { kind: 'dead', scope: 'message', code: 'msg_too_long', reason: 'too long' }
  const busy: Verdict = { kind: 'retry', reason: 'Slack: service_unavailable' }

  beforeEach(() => {
    for (const day of [24, 25, 26, 27]) {
      const paper = { day: `2026-11-${day}`, listedAt: Date.parse(`2026-11-${day}T06:00Z`) }
      harness.source.days.set(paper.day, [candidate(`${day}`, { paper })])
    }
  })

  /** Lives through a day from its slot on, so often that the edition is tried several times before it is too old. */
  async function liveThrough(day: number, verdict: Verdict): Promise<void> {
    harness.answer = () => verdict
    for (let minute = 0; minute <= 7 * 60; minute += 30) {
      await harness.at(new Date(Date.parse(`2026-11-${day}T09:00Z`) + minute * 60_000).toISOString())
    }
  }
  const paused = () => harness.store.channels.paused('', { limit: 9 })
  const status = async () => textOf(await harness.type('status'))

  it.each([
    ['an unknown code', refusal, 'Slack: new_code'],
    ['the message itself', tooLong, 'too long (msg_too_long)'],
  ])('pause the channel and tell its subscriber, once two in a row are: %s', async (_, verdict, reason) => {
    await liveThrough(23, verdict)
    expect(await status()).toContain(reason)
    expect(await harness.store.outbox.latest(CHANNEL, 1)).toMatchObject([
      { state: 'failed', error: expect.stringContaining(reason) },
    ])
    expect(await paused()).toEqual([])
    await liveThrough(24, verdict)
    expect(await status()).toContain(`Paused: two digests in a row were refused: ${reason}.`)
    const { directMessages } = harness
    expect(directMessages).toMatchObject([{ channel: CHANNEL, personId: 'U1' }])
    expect(directMessages[0]?.text).toContain(`Why: two digests in a row were refused: ${reason}.`)
    expect(directMessages[0]?.text).toContain('When that is fixed, use /papers resume there to resume them.')
  })

  it('leave the channel alone while the failures are known to be temporary', async () => {
    for (const day of [23, 24, 25]) await liveThrough(day, busy)
    expect(await status()).toContain('too old to deliver: Slack: service_unavailable')
    expect(await paused()).toEqual([])
  })

  it('count from the beginning after one that was sent', async () => {
    await liveThrough(23, refusal)
    await liveThrough(24, { kind: 'sent', messageId: 'm' })
    await liveThrough(25, refusal)
    expect(await paused()).toEqual([])
    await liveThrough(26, refusal)
    expect(await paused()).toHaveLength(1)
  })

  const other: Verdict = { kind: 'retry', reason: 'Slack: other_code', refusedWith: 'other_code' }

  it.each([
    ['one and another by turns', [refusal, other, refusal, other], false],
    ['one, another twice', [refusal, other, other], true],
    ['one, too long, too long', [refusal, tooLong, tooLong], true],
    ['one, a temporary failure, the same', [refusal, busy, refusal], true],
  ])('count only while it is the same refusal: %s', async (_, verdicts, pauses) => {
    for (const [index, verdict] of verdicts.entries()) {
      expect(await paused()).toEqual([])
      await liveThrough(23 + index, verdict)
    }
    expect(await paused()).toHaveLength(pauses ? 1 : 0)
  })

  it('count from the beginning after the channel was resumed', async () => {
    for (const day of [23, 24]) await liveThrough(day, refusal)
    await harness.type('resume')
    await liveThrough(25, refusal)
    expect(await paused()).toEqual([])
    await liveThrough(26, refusal)
    expect(await paused()).toHaveLength(1)
  })

  it('count as one where they were waiting at the same time', async () => {
    harness.answer = () => refusal
    await harness.at('2026-11-23T09:00Z')
    await harness.store.outbox.plan({
      ...(await harness.store.outbox
        .latest(CHANNEL, 1)
        .then(([row]) => {
          if (!row) throw new Error('nothing planned')
          return row.digest
        })
        .then(digest => ({ digest }))),
      channel: CHANNEL,
      edition: 'asked for',
      origin: 'request',
      slotAt: Date.parse('2026-11-23T10:00Z'),
      createdAt: Date.parse('2026-11-23T10:00Z'),
      expiresAt: Date.parse('2026-11-23T16:00Z'),
    })
    await liveThrough(23, refusal)
    await harness.at('2026-11-23T17:00Z')
    const states = (await harness.store.outbox.latest(CHANNEL, 2)).map(({ state }) => state)
    expect(states).toEqual(['failed', 'failed'])
    expect(await paused()).toEqual([])
  })
})

describe('a workspace whose token is rejected', () => {
  beforeEach(async () => {
    for (const channel of [OTHER, FOREIGN] as const) await harness.type('confirm subscribe', { channel })
  })
  /** Workspaces alternate: ours, the other one, and ours again. */
  const revoked: Verdict[] = [dead('workspace'), { kind: 'sent', messageId: 'm1' }, dead('workspace')]

  it('is suspended as a whole, notifies nobody, and resumes when the token is valid again', async () => {
    harness.tokenIsValid = false
    harness.verdicts.push(...revoked)
    await harness.at(NINE)
    expect(postedTo()).toEqual([FOREIGN])
    expect(harness.directMessages).toEqual([])
    expect(await harness.store.suspensions.all()).toMatchObject([
      { scope: 'slack:T1/', at: Date.parse(NINE) },
    ])
    await harness.at('2026-11-23T09:30Z')
    expect(postedTo()).toEqual([FOREIGN])
    harness.tokenIsValid = true
    await harness.at('2026-11-23T10:00Z')
    expect(postedTo()).toEqual([CHANNEL, OTHER, FOREIGN])
    expect(await harness.store.suspensions.all()).toEqual([])
  })

  it('is tried less and less often while its posts are rejected although the token seems valid', async () => {
    harness.verdicts.push(...revoked, dead('workspace'), dead('workspace'), dead('workspace'))
    await harness.at(NINE)
    let rejections = 0
    for (let minute = 1; minute <= 4; minute++) {
      const left = harness.verdicts.length
      await harness.at(`2026-11-23T09:0${minute}Z`)
      if (harness.verdicts.length < left) rejections++
    }
    expect(rejections).toBeLessThan(4)
    expect(rejections).toBeGreaterThan(0)
  })
})

describe('a bot whose token is rejected everywhere', () => {
  it('is suspended with all channels of the platform', async () => {
    harness.tokenIsValid = false
    harness.verdicts.push(dead('platform'))
    await harness.at(NINE)
    expect(await harness.store.suspensions.all()).toMatchObject([{ scope: 'slack:' }])
    harness.tokenIsValid = true
    await harness.at('2026-11-23T09:31Z')
    expect(postedTo()).toEqual([CHANNEL])
  })
})
