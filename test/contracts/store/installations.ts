import { expect, it } from 'vitest'
import type { Installation, InstallationId } from '../../../src/ports/installations.ts'
import type { Store } from '../../../src/ports/store.ts'
import { HOUR, NOW } from './samples.ts'

type New = Parameters<Store['installations']['save']>[0]

export function installationsContract(use: () => Store, another: () => Promise<Store>): void {
  const installation = (id: InstallationId, changes: Partial<New> = {}): New => ({
    id,
    botId: `B of ${id}`,
    details: '{"team":"Ünïcode “Team”"}',
    secrets: 'sealed',
    installedAt: NOW,
    ...changes,
  })
  const save = (id: InstallationId, changes?: Partial<New>): Promise<void> =>
    use().installations.save(installation(id, changes))

  async function find(id: InstallationId): Promise<Installation> {
    const found = await use().installations.find(id)
    if (!found) throw new Error(`${id} is missing`)
    return found
  }

  it('returns what was saved, and a new revision after each change', async () => {
    expect(await use().installations.find('slack:T1')).toBeUndefined()
    await save('slack:T1')
    const first = await find('slack:T1')
    expect(first).toEqual({
      ...installation('slack:T1'),
      organization: undefined,
      removedAt: undefined,
      revision: first.revision,
    })
    await save('slack:T1', { secrets: 'other', botId: undefined, organization: 'slack:E1' })
    const second = await find('slack:T1')
    expect(second).toMatchObject({ secrets: 'other', botId: undefined, organization: 'slack:E1' })
    expect(second.revision).not.toBe(first.revision)
  })

  it('replaces tokens only of the revision that was read', async () => {
    await save('slack:T1')
    await save('slack:T2')
    const { revision } = await find('slack:T1')
    expect(await use().installations.replaceSecrets('slack:T1', revision, 'new')).toBe(true)
    expect(await use().installations.replaceSecrets('slack:T1', revision, 'newer')).toBe(false)
    expect(await use().installations.replaceSecrets('slack:T3', 1, 'newer')).toBe(false)
    const after = await find('slack:T1')
    expect(after.secrets).toBe('new')
    expect(after.revision).not.toBe(revision)
    expect((await find('slack:T2')).secrets).toBe('sealed')
  })

  it('lets one of many renew the tokens, until it has or its time is over', async () => {
    const stores = [use(), await another()]
    await save('slack:T1')
    await save('slack:T2')
    const { revision } = await find('slack:T1')
    const claim = (store: Store, now = NOW): Promise<boolean> =>
      store.installations.claimRenewal('slack:T1', revision, now, now + HOUR)
    const claimed = await Promise.all([...stores, ...stores].map(store => claim(store)))
    expect(claimed.filter(Boolean)).toHaveLength(1)
    expect(await claim(use(), NOW + HOUR - 1)).toBe(false)
    expect(await claim(use(), NOW + HOUR)).toBe(true)
    expect(await use().installations.replaceSecrets('slack:T1', revision, 'renewed')).toBe(true)
    expect(await claim(use(), NOW + HOUR)).toBe(false)
    const renewed = await find('slack:T1')
    expect(
      await use().installations.claimRenewal('slack:T1', renewed.revision, NOW + HOUR, NOW + 2 * HOUR),
    ).toBe(true)
    const other = await find('slack:T2')
    expect(await use().installations.claimRenewal('slack:T2', other.revision, NOW, NOW + HOUR)).toBe(true)
  })

  it('deletes the tokens of what is removed, remembers when, and forgets that once it is saved again', async () => {
    await save('slack:T1')
    await save('slack:T2')
    const { revision } = await find('slack:T1')
    expect(await use().installations.remove('slack:T1', NOW + 1, revision + 1)).toBe(false)
    expect(await use().installations.remove('slack:T1', NOW + 1, revision)).toBe(true)
    const removed = await find('slack:T1')
    expect(removed).toMatchObject({ secrets: undefined, removedAt: NOW + 1, botId: 'B of slack:T1' })
    expect(removed.revision).not.toBe(revision)
    expect(await use().installations.remove('slack:T1', NOW + 2)).toBe(false)
    expect((await find('slack:T1')).removedAt).toBe(NOW + 1)
    expect((await find('slack:T2')).secrets).toBe('sealed')
    await save('slack:T1')
    expect(await find('slack:T1')).toMatchObject({ secrets: 'sealed', removedAt: undefined })
    expect(await use().installations.remove('slack:T1', NOW + 3)).toBe(true)
  })

  it('finds one by its bot, if it has tokens', async () => {
    await save('discord:9', { botId: 'B1' })
    await save('slack:T1', { botId: 'B1' })
    await save('slack:T2', { botId: 'B2' })
    expect((await use().installations.findByBot('slack', 'B1'))?.id).toBe('slack:T1')
    expect(await use().installations.findByBot('slack', 'B3')).toBeUndefined()
    await use().installations.remove('slack:T1', NOW)
    expect(await use().installations.findByBot('slack', 'B1')).toBeUndefined()
  })

  it('returns the workspaces of an organisation', async () => {
    await save('slack:E1')
    for (const id of ['slack:T2', 'slack:T1'] as const) {
      await save(id, { organization: 'slack:E1', secrets: undefined })
    }
    await save('slack:T3', { organization: 'slack:E2' })
    const ids = (await use().installations.ofOrganization('slack:E1')).map(({ id }) => id)
    expect(ids).toEqual(['slack:T1', 'slack:T2'])
  })

  it('returns all of them page by page', async () => {
    for (const id of ['slack:T3', 'slack:T1', 'slack:T2'] as const) await save(id)
    const ids = async (after?: InstallationId) =>
      (await use().installations.page(after, 2)).map(({ id }) => id)
    expect(await ids()).toEqual(['slack:T1', 'slack:T2'])
    expect(await ids('slack:T2')).toEqual(['slack:T3'])
    expect(await ids('slack:T3')).toEqual([])
  })
}
