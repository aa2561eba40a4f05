import { expect, it } from 'vitest'
import { postedBy } from '../../../src/digests/posted-by.ts'
import type { Change } from '../../../src/ports/audit.ts'
import type { StoredPerson } from '../../../src/ports/personal-data.ts'
import type { Store } from '../../../src/ports/store.ts'
import { beginSending, channel, claim, digestOf, edition, MINUTE, NOW } from './samples.ts'

const PAUSE = { person: 'Ada', at: NOW }
const ADA: StoredPerson = { platform: 'slack', workspace: 'slack:T1', personId: 'U1', hashes: ['old', 'new'] }

/** Workspaces whose ids are near each other, and in the last the same person. */
const CHANNELS = ['slack:T1/C1', 'slack:T1/C2', 'slack:T10/C1', 'slack:T2/C1', 'discord:T1/C1'] as const

const change = (more: Partial<Change>): Change => ({
  channel: 'slack:T1/C1',
  at: NOW,
  person: 'Ada',
  personHash: 'new',
  command: 'pause for the holidays',
  before: {},
  after: { pausedBy: PAUSE },
  ...more,
})

async function fill({
  channels,
  outbox,
  audit,
  keyValues,
  suspensions,
  installations,
}: Store): Promise<void> {
  for (const id of CHANNELS) {
    await channels.save(channel(id, { pausedBy: PAUSE }))
    await channels.subscribe(id, 'agents', { person: 'Ada', personId: 'U1' }, NOW)
    await channels.subscribe(id, 'robots', { person: 'Bo', personId: 'U2' }, NOW)
    await outbox.plan(edition('slot', { channel: id }))
    const digest = { ...digestOf('2611.00002'), title: postedBy('Ada') }
    await outbox.plan(edition('post-paper r1', { channel: id, origin: 'paper', digest }))
    await audit.record(change({ channel: id }))
    await audit.record(change({ channel: id, personHash: 'old', command: 'layout thread', after: {} }))
    await audit.record(
      change({ channel: id, person: 'Bo', personHash: 'b', before: { pausedBy: PAUSE }, after: {} }),
    )
    await keyValues.set(`lost ${id}`, '1')
    await keyValues.set(`changers ${id.split('/')[0]}`, 'admins')
    await keyValues.set(`${id.replace(':', ' hello ')}`, '1')
  }
  await suspensions.add({ scope: 'slack:T1/', reason: 'gone', at: NOW, uninstalled: true })
  await suspensions.add({ scope: 'slack:T10/', reason: 'gone', at: NOW })
  for (const id of ['slack:T1', 'slack:T10'] as const)
    await installations.save({ id, details: '{}', secrets: 'sealed', installedAt: NOW })
}

/** All that is stored about a channel, and of its workspace. */
async function stateOf(store: Store, id: (typeof CHANNELS)[number]) {
  const workspace = id.slice(0, id.indexOf('/')) as `slack:${string}`
  return {
    channel: await store.channels.find(id),
    subscriptions: await store.personalData.subscriptionsOf(id),
    changes: await store.audit.latest(id, 9),
    deliveries: await store.outbox.latest(id, 9),
    facts: [
      await store.keyValues.get(`lost ${id}`),
      await store.keyValues.get(`changers ${workspace}`),
      await store.keyValues.get(id.replace(':', ' hello ')),
    ],
    suspension: (await store.suspensions.all()).find(({ scope }) => scope === `${workspace}/`),
    installation: await store.installations.find(workspace),
  }
}

export function personalDataContract(use: () => Store): void {
  it('lists the channels of a workspace, and who subscribed them', async () => {
    await fill(use())
    expect(await use().personalData.channelsOf('slack:T1')).toEqual(['slack:T1/C1', 'slack:T1/C2'])
    expect(await use().personalData.channelsOf('slack:T9')).toEqual([])
    expect(await use().personalData.subscriptionsOf('slack:T2/C1')).toEqual([
      { topic: 'agents', person: 'Ada', personId: 'U1', at: NOW },
      { topic: 'robots', person: 'Bo', personId: 'U2', at: NOW },
    ])
  })

  it('removes a workspace and says how much, and nothing of another', async () => {
    await fill(use())
    const others = CHANNELS.slice(2)
    const before = await Promise.all(others.map(id => stateOf(use(), id)))
    const counts = { channels: 2, subscriptions: 4, deliveries: 4, changes: 6, suspensions: 1 }
    expect(await use().personalData.forgetWorkspace('slack:T1')).toEqual({
      ...counts,
      installations: 1,
      webhooks: 0,
      addresses: 0,
      facts: 5,
    })
    expect(await stateOf(use(), 'slack:T1/C2')).toEqual({
      channel: undefined,
      subscriptions: [],
      changes: [],
      deliveries: [],
      facts: [undefined, undefined, undefined],
      suspension: undefined,
      installation: undefined,
    })
    expect(await use().outbox.postedPapers('slack:T1/C1')).toEqual(new Set())
    expect(await Promise.all(others.map(id => stateOf(use(), id)))).toEqual(before)
    const again = await use().personalData.forgetWorkspace('slack:T1')
    expect(Object.values(again)).toEqual(Object.keys(again).map(() => 0))
  })

  it('removes a workspace with more deliveries than it removes at once, and with posted papers', async () => {
    const store = use()
    await store.channels.save(channel('slack:T1/C1'))
    const { id, lease } = await beginSending(store, edition('sent'))
    await store.outbox.settle(id, lease, { kind: 'sent' }, NOW)
    for (let index = 0; index < 201; index++) await store.outbox.plan(edition(`e${index}`))
    expect(await store.personalData.forgetWorkspace('slack:T1')).toMatchObject({
      deliveries: 202,
      channels: 1,
    })
  })

  it('replaces a person in one workspace, and nobody else', async () => {
    await fill(use())
    const others = CHANNELS.slice(2)
    const before = await Promise.all(others.map(id => stateOf(use(), id)))
    const counts = { changes: 4, subscriptions: 2, pauses: 2, posts: 2 }
    expect(await use().personalData.forgetPerson(ADA)).toEqual(counts)
    const state = await stateOf(use(), 'slack:T1/C1')
    expect(state.channel?.pausedBy).toEqual({ person: 'someone', at: NOW })
    expect(state.subscriptions).toEqual([
      { topic: 'agents', person: 'someone', personId: undefined, at: NOW },
      { topic: 'robots', person: 'Bo', personId: 'U2', at: NOW },
    ])
    const someone = { person: 'someone', at: NOW }
    const sides = { before: {}, after: {} }
    expect(state.changes).toEqual([
      change({ person: 'Bo', personHash: 'b', ...sides, before: { pausedBy: someone } }),
      change({ person: 'someone', personHash: '', command: 'layout', ...sides }),
      change({ person: 'someone', personHash: '', command: 'pause', after: { pausedBy: someone } }),
    ])
    expect(state.deliveries.map(({ digest }) => digest.title).sort()).toEqual(
      ['Posted by someone', digestOf().title].sort(),
    )
    expect(JSON.stringify(state)).not.toMatch(/Ada|U1/)
    expect(await Promise.all(others.map(id => stateOf(use(), id)))).toEqual(before)
    const none = { changes: 0, subscriptions: 0, pauses: 0, posts: 0 }
    expect(await use().personalData.forgetPerson(ADA)).toEqual(none)
  })

  it('replaces a person in all of a platform, and on no other', async () => {
    await fill(use())
    const before = await stateOf(use(), 'discord:T1/C1')
    const everywhere = { ...ADA, workspace: undefined }
    expect(await use().personalData.forgetPerson(everywhere)).toMatchObject({ subscriptions: 4, changes: 8 })
    expect(await stateOf(use(), 'discord:T1/C1')).toEqual(before)
  })

  it('knows what is being sent to a workspace at a moment', async () => {
    const { channels, personalData } = use()
    await channels.save(channel('slack:T1/C1'))
    await channels.save(channel('slack:T10/C1'))
    expect(await personalData.sendingTo('slack:T1', NOW)).toBe(0)
    await beginSending(use(), edition('first', { channel: 'slack:T10/C1' }))
    expect(await personalData.sendingTo('slack:T1', NOW)).toBe(0)
    await beginSending(use())
    expect(await personalData.sendingTo('slack:T1', NOW + MINUTE - 1)).toBe(1)
    expect(await personalData.sendingTo('slack:T1', NOW + MINUTE)).toBe(0)
    expect(await claim(use())).toEqual([])
  })

  it('knows the workspaces that uninstalled the app before a moment', async () => {
    const { suspensions, installations, personalData } = use()
    await suspensions.add({ scope: 'slack:T1/', reason: 'refused', at: NOW - 9 })
    await suspensions.add({ scope: 'slack:T2/', reason: 'refused', at: NOW - 9 })
    await suspensions.add({ scope: 'slack:T2/', reason: 'gone', at: NOW - 1, uninstalled: true })
    await suspensions.add({ scope: 'slack:T3/', reason: 'gone', at: NOW, uninstalled: true })
    await installations.save({ id: 'slack:T4', details: '{}', secrets: 'sealed', installedAt: NOW - 9 })
    await installations.remove('slack:T4', NOW - 1)
    await installations.save({ id: 'slack:T5', details: '{}', secrets: 'sealed', installedAt: NOW - 9 })
    expect(await personalData.uninstalledBefore(NOW)).toEqual(['slack:T2', 'slack:T4'])
    expect((await suspensions.all())[1]).toEqual({
      scope: 'slack:T2/',
      reason: 'gone',
      at: NOW - 1,
      uninstalled: true,
    })
    expect(await suspensions.add({ scope: 'slack:T2/', reason: 'again', at: NOW, uninstalled: true })).toBe(
      false,
    )
  })
}
