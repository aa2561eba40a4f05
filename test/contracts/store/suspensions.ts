import { expect, it } from 'vitest'
import type { ChannelId } from '../../../src/channels/channel-id.ts'
import type { Store } from '../../../src/ports/store.ts'
import { channel, claim, edition, NOW } from './samples.ts'

export function suspensionsContract(use: () => Store): void {
  const suspension = (scope: string, changes: { reason?: string; at?: number } = {}) => ({
    scope,
    reason: 'token revoked',
    at: NOW,
    ...changes,
  })

  async function planFor(ids: readonly ChannelId[]): Promise<void> {
    for (const id of ids) {
      await use().channels.save(channel(id))
      await use().outbox.plan(edition(id, { channel: id }))
    }
  }

  const claimed = async () => (await claim(use())).map(row => row.edition).sort()

  it('returns suspensions as they were added, ordered by scope', async () => {
    await use().suspensions.add(suspension('slack:T1/', { reason: 'account “gone”' }))
    await use().suspensions.add(suspension('discord:', { at: NOW - 1 }))
    expect(await use().suspensions.all()).toEqual([
      suspension('discord:', { at: NOW - 1 }),
      suspension('slack:T1/', { reason: 'account “gone”' }),
    ])
  })

  it('keeps the first suspension of a scope until it is lifted', async () => {
    expect(await use().suspensions.add(suspension('slack:T1/'))).toBe(true)
    expect(await use().suspensions.add(suspension('slack:T1/', { reason: 'another', at: NOW + 1 }))).toBe(
      false,
    )
    expect(await use().suspensions.all()).toEqual([suspension('slack:T1/')])
    await use().suspensions.lift('slack:T1/')
    expect(await use().suspensions.add(suspension('slack:T1/', { at: NOW + 1 }))).toBe(true)
    expect(await use().suspensions.all()).toEqual([suspension('slack:T1/', { at: NOW + 1 })])
  })

  it('lifts the suspension of exactly this scope', async () => {
    for (const scope of ['slack:', 'slack:T1/', 'slack:T2/']) await use().suspensions.add(suspension(scope))
    await use().suspensions.lift('slack:T1/')
    await use().suspensions.lift('slack:T3/')
    expect((await use().suspensions.all()).map(({ scope }) => scope)).toEqual(['slack:', 'slack:T2/'])
  })

  it('stops all channels of a platform, of which one workspace may be suspended too', async () => {
    await planFor(['slack:T1/C1', 'slack:T2/C1', 'discord:1/2'])
    await use().suspensions.add(suspension('slack:'))
    await use().suspensions.add(suspension('slack:T1/'))
    expect(await claimed()).toEqual(['discord:1/2'])
    await use().suspensions.lift('slack:')
    expect(await claimed()).toEqual(['slack:T2/C1'])
    await use().suspensions.lift('slack:T1/')
    expect(await claimed()).toEqual(['slack:T1/C1'])
  })

  it('matches a scope with the beginning of an id, without wildcards', async () => {
    await planFor(['slack:T1/C1', 'discord:1/2'])
    for (const scope of ['%', '_', 'slack:T_/', 'SLACK:', 'T1/', 'slack:T1/C1/more']) {
      await use().suspensions.add(suspension(scope))
    }
    expect(await claimed()).toEqual(['discord:1/2', 'slack:T1/C1'])
  })
}
