import { expect, it } from 'vitest'
import type { ChannelId } from '../../../src/channels/channel-id.ts'
import type { Store } from '../../../src/ports/store.ts'
import { channel, edition, NOW } from './samples.ts'

export function addressesContract(use: () => Store): void {
  const add = (id: ChannelId, hash = `hash of ${id}`): Promise<boolean> =>
    use().emailAddresses.add({ id, hash, secrets: `sealed ${id}`, confirmedAt: NOW })

  it('returns what was added, by its channel and by any of its hashes', async () => {
    expect(await use().emailAddresses.find('email:a')).toBeUndefined()
    expect(await add('email:a')).toBe(true)
    expect(await add('email:b')).toBe(true)
    const found = await use().emailAddresses.find('email:a')
    expect(found).toEqual({
      id: 'email:a',
      hash: 'hash of email:a',
      secrets: 'sealed email:a',
      confirmedAt: NOW,
      revision: 1,
    })
    expect(await use().emailAddresses.findByHash(['other', 'hash of email:a'])).toEqual(found)
    expect(await use().emailAddresses.findByHash(['other'])).toBeUndefined()
    expect(await use().emailAddresses.findByHash([])).toBeUndefined()
  })

  it('has each address once, also where two confirm it at the same moment', async () => {
    const added = await Promise.all([add('email:a', 'same'), add('email:b', 'same'), add('email:c', 'same')])
    expect(added.filter(Boolean)).toHaveLength(1)
    expect(await use().emailAddresses.page(undefined, 9)).toHaveLength(1)
  })

  it('replaces what is sealed only of the revision that was read', async () => {
    await add('email:a')
    await add('email:b')
    expect(await use().emailAddresses.replaceSecrets('email:a', 1, 'new')).toBe(true)
    expect(await use().emailAddresses.replaceSecrets('email:a', 1, 'newer')).toBe(false)
    expect(await use().emailAddresses.find('email:a')).toMatchObject({ secrets: 'new', revision: 2 })
    expect(await use().emailAddresses.find('email:b')).toMatchObject({ secrets: 'sealed email:b' })
  })

  it('returns all of them page by page', async () => {
    for (const id of ['email:c', 'email:a', 'email:b'] as const) await add(id)
    const ids = async (after?: ChannelId) => (await use().emailAddresses.page(after, 2)).map(({ id }) => id)
    expect(await ids()).toEqual(['email:a', 'email:b'])
    expect(await ids('email:b')).toEqual(['email:c'])
  })

  it('forgets one with all that is stored about its channel, and no other', async () => {
    const { channels, outbox, personalData, emailAddresses } = use()
    for (const id of ['email:a', 'email:ab'] as const) {
      await add(id)
      await channels.save(channel(id))
      await channels.subscribe(id, 'agents', { person: 'the subscriber' }, NOW)
      await outbox.plan(edition('first', { channel: id }))
    }
    expect(await personalData.channelsOf('email:a')).toEqual(['email:a'])
    expect(await personalData.forgetWorkspace('email:a')).toMatchObject({
      channels: 1,
      subscriptions: 1,
      deliveries: 1,
      addresses: 1,
    })
    expect(await emailAddresses.find('email:a')).toBeUndefined()
    expect(await channels.find('email:a')).toBeUndefined()
    expect(await outbox.latest('email:a', 9)).toEqual([])
    expect(await emailAddresses.find('email:ab')).toBeDefined()
    expect(await channels.topics('email:ab')).toEqual(['agents'])
    expect(await outbox.latest('email:ab', 9)).toHaveLength(1)
  })
}
