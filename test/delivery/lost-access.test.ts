import { beforeEach, describe, expect, it } from 'vitest'
import type { Verdict } from '../../src/ports/publisher.ts'
import { CHANNEL, type Office, openOffice, textOf } from '../fixtures/app-harness.ts'
import { candidate } from '../fixtures/candidates.ts'

const NINE = '2026-11-23T09:00Z'
const OTHER = 'slack:T1/C2'
const FOREIGN = 'slack:T2/C1'

let office: Office
beforeEach(async () => {
  office = await openOffice('2026-11-23T08:00Z')
  const paper = { day: '2026-11-23', listedAt: Date.parse('2026-11-23T06:00Z') }
  office.source.days.set('2026-11-23', [candidate('1', { paper })])
  await office.app.start()
  await office.type('confirm subscribe')
  return async () => {
    await office.app.stop()
    await office.store.close()
  }
})

const dead = (scope: 'channel' | 'workspace' | 'platform'): Verdict => ({
  kind: 'dead',
  scope,
  code: 'is_archived',
  reason: 'the channel is archived',
})
const postedTo = () => office.posts.map(({ channel }) => channel).toSorted()

describe('a channel that the platform rejects', () => {
  beforeEach(() => void office.verdicts.push(dead('channel')))

  it('is paused with the reason, and its subscriber is notified once', async () => {
    await office.at(NINE)
    await office.at('2026-11-23T09:05Z')
    await office.at('2026-11-24T09:00Z')
    expect(office.posts).toHaveLength(0)
    expect(textOf(await office.type('status'))).toContain('Paused: the channel is archived')
    expect(office.told).toMatchObject([{ channel: CHANNEL, personId: 'U1' }])
    expect(office.told[0]?.text).toContain('the channel is archived')
    expect(await office.store.channels.paused('')).toMatchObject([
      { id: CHANNEL, pausedReason: 'the channel is archived' },
    ])
  })

  it('gets the waiting edition when access is restored in time', async () => {
    await office.at(NINE)
    await office.reopened('slack:T1/')
    await office.at('2026-11-23T10:00Z')
    expect(office.posts.map(({ digest }) => digest.title)).toEqual(['Papers for Monday 23 November'])
  })

  it('gets an edition late when access is restored soon after a slot', async () => {
    await office.at(NINE)
    await office.at('2026-11-24T09:00Z')
    office.clock.set('2026-11-24T11:00Z')
    await office.reopened(CHANNEL, id => id === CHANNEL)
    await office.at('2026-11-24T11:01Z')
    expect(office.posts.map(({ digest }) => digest.title)).toEqual(['Papers for Tuesday 24 November'])
  })

  it('gets nothing late when access is restored long after a slot', async () => {
    await office.at(NINE)
    office.clock.set('2026-11-23T22:00Z')
    await office.reopened(CHANNEL)
    await office.at('2026-11-23T22:01Z')
    expect(office.posts).toHaveLength(0)
    await office.at('2026-11-24T09:00Z')
    expect(office.posts).toHaveLength(1)
  })

  it('stays paused when another channel is restored, or when the bot still cannot post', async () => {
    await office.at(NINE)
    await office.reopened('slack:T2/')
    await office.reopened('slack:', () => false)
    await office.at('2026-11-23T10:00Z')
    expect(office.posts).toHaveLength(0)
  })
})

describe('a workspace whose token is rejected', () => {
  beforeEach(async () => {
    for (const channel of [OTHER, FOREIGN] as const) await office.type('confirm subscribe', { channel })
  })
  /** Workspaces alternate: ours, the other one, and ours again. */
  const revoked: Verdict[] = [dead('workspace'), { kind: 'sent', messageId: 'm1' }, dead('workspace')]

  it('is suspended as a whole, notifies nobody, and resumes when the token is valid again', async () => {
    office.works = false
    office.verdicts.push(...revoked)
    await office.at(NINE)
    expect(postedTo()).toEqual([FOREIGN])
    expect(office.told).toEqual([])
    expect(await office.store.suspensions.all()).toMatchObject([{ scope: 'slack:T1/', at: Date.parse(NINE) }])
    await office.at('2026-11-23T09:30Z')
    expect(postedTo()).toEqual([FOREIGN])
    office.works = true
    await office.at('2026-11-23T10:00Z')
    expect(postedTo()).toEqual([CHANNEL, OTHER, FOREIGN])
    expect(await office.store.suspensions.all()).toEqual([])
  })

  it('is tried less and less often while its posts are rejected although the token seems valid', async () => {
    office.verdicts.push(...revoked, dead('workspace'), dead('workspace'), dead('workspace'))
    await office.at(NINE)
    let rejections = 0
    for (let minute = 1; minute <= 4; minute++) {
      const left = office.verdicts.length
      await office.at(`2026-11-23T09:0${minute}Z`)
      if (office.verdicts.length < left) rejections++
    }
    expect(rejections).toBeLessThan(4)
    expect(rejections).toBeGreaterThan(0)
  })
})

describe('a bot whose token is rejected everywhere', () => {
  it('is suspended with all channels of the platform', async () => {
    office.works = false
    office.verdicts.push(dead('platform'))
    await office.at(NINE)
    expect(await office.store.suspensions.all()).toMatchObject([{ scope: 'slack:' }])
    office.works = true
    await office.at('2026-11-23T09:31Z')
    expect(postedTo()).toEqual([CHANNEL])
  })
})
