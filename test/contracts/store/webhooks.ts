import { expect, it } from 'vitest'
import type { ChannelId } from '../../../src/channels/channel-id.ts'
import type { Store } from '../../../src/ports/store.ts'
import { channel, edition, NOW } from './samples.ts'

export function webhooksContract(use: () => Store): void {
  const webhook = (id: ChannelId) => ({ id, host: 'example.org:8443', secrets: 'sealed', createdAt: NOW })
  const add = (id: ChannelId): Promise<void> => use().webhooks.add(webhook(id))

  it('returns what was added, page by page', async () => {
    for (const id of ['webhook:b', 'webhook:a', 'webhook:c'] as const) await add(id)
    const found = await use().webhooks.find('webhook:a')
    expect(found).toEqual({ ...webhook('webhook:a'), revision: found?.revision })
    expect(await use().webhooks.find('webhook:d')).toBeUndefined()
    const ids = async (after?: ChannelId) => (await use().webhooks.page(after, 2)).map(({ id }) => id)
    expect(await ids()).toEqual(['webhook:a', 'webhook:b'])
    expect(await ids('webhook:b')).toEqual(['webhook:c'])
    expect(await ids('webhook:c')).toEqual([])
  })

  it('replaces secrets only of the revision that was read', async () => {
    await add('webhook:a')
    await add('webhook:b')
    const { revision = 0 } = (await use().webhooks.find('webhook:a')) ?? {}
    expect(await use().webhooks.replaceSecrets('webhook:a', revision, 'new')).toBe(true)
    expect(await use().webhooks.replaceSecrets('webhook:a', revision, 'newer')).toBe(false)
    expect(await use().webhooks.replaceSecrets('webhook:c', revision, 'newer')).toBe(false)
    expect(await use().webhooks.find('webhook:a')).toMatchObject({ secrets: 'new' })
    expect(await use().webhooks.find('webhook:b')).toMatchObject({ secrets: 'sealed', revision })
  })

  it('is forgotten with its channel, and no other whose id begins with the same letters', async () => {
    const ids = ['webhook:a', 'webhook:a-1', 'webhook:a1'] as const
    for (const id of ids) {
      await add(id)
      await use().channels.save(channel(id))
      await use().channels.subscribe(id, 'agents', { person: 'Ada' }, NOW)
      await use().outbox.plan(edition('slot', { channel: id }))
    }
    const { personalData } = use()
    expect(await personalData.channelsOf('webhook:a')).toEqual(['webhook:a'])
    expect(await personalData.forgetWorkspace('webhook:a')).toMatchObject({
      channels: 1,
      subscriptions: 1,
      deliveries: 1,
      webhooks: 1,
    })
    expect(await use().webhooks.page(undefined, 9)).toHaveLength(2)
    expect(await use().channels.find('webhook:a')).toBeUndefined()
    for (const id of ids.slice(1)) {
      expect(await use().channels.topics(id)).toEqual(['agents'])
      expect(await use().outbox.latest(id, 9)).toHaveLength(1)
    }
  })
}
