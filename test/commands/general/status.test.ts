import { beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../../src/channels/channel.ts'
import type { Origin } from '../../../src/ports/outbox.ts'
import { type AppHarness, CHANNEL, createAppHarness, textOf } from '../../fixtures/app-harness.ts'
import { aChannel } from '../../fixtures/channels.ts'
import { everydayDigest } from '../../fixtures/digests.ts'

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:30Z')
  return () => harness.store.close()
})

async function follow(changes: Partial<Channel>): Promise<void> {
  await harness.store.channels.save(aChannel(changes))
  await harness.store.channels.subscribe(CHANNEL, 'agents', { person: 'Ada', personId: 'U1' }, 1)
}

async function plan(time: string, origin: Origin = 'schedule'): Promise<void> {
  const at = Date.parse(time)
  const times = { origin, slotAt: at, createdAt: at, expiresAt: at + 60_000 }
  await harness.store.outbox.plan({ channel: CHANNEL, edition: time, digest: everydayDigest, ...times })
}

const status = async (): Promise<string[]> =>
  textOf(await harness.type('status', { mayChange: false })).split('\n')
/** The lines between the first (the source) and the last (the version). */
const between = async (): Promise<string[]> => (await status()).slice(1, -1)

describe('status', () => {
  it('of an unknown channel has the source, that none will come, and the version', async () => {
    const lines = await status()
    expect(lines).toHaveLength(3)
    expect(lines.join()).not.toContain('09:00')
    expect(lines[2]).toContain('0.0.0')
  })

  it('says when the next digest comes', async () => {
    await follow({})
    expect(await between()).toEqual([expect.stringContaining('today at 09:00')])
  })

  it('says that none will come if nothing is followed', async () => {
    await harness.store.channels.save(aChannel())
    expect(await between()).toEqual([expect.not.stringContaining('09:00')])
  })

  it.each<[string, Partial<Channel>, string]>([
    [
      'someone',
      { pausedBy: { person: 'Bo', at: 1 } },
      'Paused by Bo since Thursday 1 January at 00:00. To resume: ',
    ],
    ['the platform', { pausedReason: 'The bot was removed.' }, 'The bot was removed.'],
    [
      'both',
      { pausedReason: 'The bot was removed.', pausedBy: { person: 'Bo', at: 1 } },
      'The bot was removed.',
    ],
  ])('says that %s paused it, and how to resume', async (_, changes, named) => {
    await follow(changes)
    const [line = ''] = await between()
    expect(line).toContain(named)
    expect(line).toContain('/papers resume')
    expect(line).not.toContain('09:00')
  })

  it.each(['slack:T1/', 'slack:'])('says that %s is suspended, whatever else is', async scope => {
    await follow({ pausedBy: { person: 'Bo', at: 1 } })
    await harness.store.suspensions.add({ scope: 'slack:T2/', reason: 'Another workspace', at: 1 })
    await harness.store.suspensions.add({ scope, reason: 'The token was revoked', at: 1 })
    const text = 'Suspended: The token was revoked. Digests wait until access is restored.'
    expect(await between()).toEqual([text])
  })

  it('has the last digest and two before it, newest first', async () => {
    await follow({})
    for (const day of [19, 20, 21, 22]) await plan(`2026-11-${day}T09:00Z`)
    const lines = await between()
    expect(lines).toHaveLength(4)
    expect(lines[3]).toContain('today at 09:00')
  })

  it('counts as digests what the schedule or a person posted, not a single paper or a notice', async () => {
    await follow({})
    await plan('2026-11-20T09:00Z', 'paper')
    await plan('2026-11-21T09:00Z', 'request')
    await plan('2026-11-22T09:00Z', 'paper')
    await plan('2026-11-22T10:00Z', 'notice')
    const digests = (await between()).filter(line => /^(Last digest|Before that): /.test(line))
    expect(digests).toEqual([expect.stringMatching(/^Last digest: 3 papers/)])
  })

  it.each([
    ['2026-11-22T09:00Z', '2026-11-21T09:00Z', true],
    ['2026-11-22T09:00Z', '2026-11-22T09:00Z', false],
    ['2026-11-21T09:00Z', '2026-11-22T09:00Z', false],
    ['2026-11-22T09:00Z', undefined, true],
  ])('a skipped slot of %s after a digest of %s is named: %s', async (skipped, digest, named) => {
    await follow({})
    if (digest) await plan(digest)
    await follow({ lastSkip: { slotAt: Date.parse(skipped), reason: 'Nothing new.' } })
    expect((await status()).some(line => line.includes('Nothing new.'))).toBe(named)
  })

  it('has the last change: what, by whom and when', async () => {
    await harness.type('confirm subscribe agents')
    await harness.type('schedule 17:30 Europe/Paris')
    const lines = await between()
    expect(lines.at(-1)).toMatch(/\/papers schedule 17:30 Europe\/Paris.* Ada.* today at 09:30/)
    expect(lines.join()).not.toContain('subscribe agents')
  })
})
