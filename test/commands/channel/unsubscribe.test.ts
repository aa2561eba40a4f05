import { beforeEach, describe, expect, it } from 'vitest'
import { type AppHarness, CHANNEL, createAppHarness, textOf } from '../../fixtures/app-harness.ts'
import { everydayDigest } from '../../fixtures/digests.ts'

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:30Z')
  return () => harness.store.close()
})

async function follow(...topics: string[]): Promise<void> {
  for (const topic of topics) await harness.type(`confirm subscribe ${topic}`)
}
const followed = (): Promise<string[]> => harness.store.channels.topics(CHANNEL)

describe('unsubscribe', () => {
  it.each([
    { topics: ['agents'], text: '', left: [], undo: ['agents'] },
    { topics: ['*'], text: '  ', left: [], undo: ['*'] },
    { topics: ['*', 'agents'], text: '*', left: ['agents'], undo: ['*'] },
    { topics: ['*', 'agents'], text: 'General', left: ['agents'], undo: ['*'] },
    { topics: ['*', 'agents'], text: 'the general digest', left: ['agents'], undo: ['*'] },
    { topics: ['*', 'general'], text: 'general', left: ['*'], undo: ['general'] },
    { topics: ['agents', 'robots'], text: ' Agents ', left: ['robots'], undo: ['agents'] },
    { topics: ['agents', 'robots'], text: 'ALL', left: [], undo: ['agents', 'robots'] },
    { topics: ['agents'], text: 'all', left: [], undo: ['agents'] },
    { topics: ['agents', 'robots'], text: 'everything', left: [], undo: ['agents', 'robots'] },
    { topics: ['agents', 'robots'], text: 'all topics', left: [], undo: ['agents', 'robots'] },
    { topics: ['agents', 'robots'], text: 'agents please', left: ['robots'], undo: ['agents'] },
    { topics: ['agents'], text: 'this channel', left: [], undo: ['agents'] },
  ])('“$text” of $topics leaves $left', async ({ topics, text, left, undo }) => {
    await follow(...topics)
    const reply = await harness.type(`unsubscribe ${text}`)
    expect(await followed()).toEqual(left)
    expect(reply.visibility).toBe('public')
    expect(textOf(reply)).toMatch(/^Ada /)
    const [action] = reply.actions ?? []
    expect(action?.label).toBe('Undo')
    const undone = await harness.type(action?.command ?? '')
    expect(undone.visibility).toBe('public')
    expect((await followed()).toSorted()).toEqual([...left, ...undo].toSorted())
  })

  it.each([
    { topics: ['agents', 'robots'], text: '', named: false },
    { topics: ['agents', 'robots'], text: 'colours', named: true },
    { topics: ['agents', 'robots'], text: '(agents', named: true },
    { topics: ['agents'], text: 'colours', named: true },
    { topics: ['agents'], text: 'general', named: true },
    { topics: ['agents'], text: 'the general digest', named: true },
    { topics: ['agents', 'robots'], text: 'us', named: true },
  ])('“$text” of $topics ends nothing, and asks which', async ({ topics, text, named }) => {
    await follow(...topics)
    const reply = await harness.type(`unsubscribe ${text}`)
    expect(await followed()).toEqual(topics)
    expect(reply.visibility).toBe('ephemeral')
    expect(reply.choice?.options.map(({ command }) => command)).toEqual([
      ...topics.map(topic => `unsubscribe ${topic}`),
      'unsubscribe all',
    ])
    expect(reply.lines.flat().filter(({ style }) => style === 'bold')).toHaveLength(named ? 2 : 1)
    expect(textOf(reply)).toContain(`ubscriptions: ${topics.join(', ')}.`)
  })

  it('of more topics than a menu has room for still offers all of them', async () => {
    for (let number = 1; number <= 30; number++) await follow(`topic${number}`)
    const options = (await harness.type('unsubscribe')).choice?.options ?? []
    expect(options).toHaveLength(25)
    expect(options.at(-1)?.command).toBe('unsubscribe all')
  })

  it('has nothing to end if nothing is followed', async () => {
    const reply = await harness.type('unsubscribe all')
    expect(reply).toMatchObject({ visibility: 'ephemeral' })
    expect(reply.actions).toBeUndefined()
    expect(reply.choice).toBeUndefined()
  })

  it('says what is still followed, or how to begin again', async () => {
    await follow('agents', 'robots')
    expect(textOf(await harness.type('unsubscribe agents'))).toMatch(/\n.*robots/)
    expect(textOf(await harness.type('unsubscribe robots'))).toMatch(/\n.*\/papers subscribe/)
  })
})

describe('what is due when a subscription ends', () => {
  beforeEach(async () => {
    const now = harness.clock.now()
    const times = { origin: 'request' as const, slotAt: now, createdAt: now, expiresAt: now + 60_000 }
    await follow('*', 'paper')
    await harness.store.outbox.plan({
      channel: CHANNEL,
      edition: 'post r1',
      digest: everydayDigest,
      ...times,
    })
  })

  it('still comes while another topic is followed', async () => {
    await harness.type('unsubscribe paper')
    const [delivery] = await harness.store.outbox.latest(CHANNEL, 1)
    expect(delivery?.state).toBe('due')
  })

  it('is cancelled with the last one', async () => {
    await harness.type('unsubscribe all')
    const [delivery] = await harness.store.outbox.latest(CHANNEL, 1)
    expect(delivery).toMatchObject({ state: 'failed', error: expect.stringMatching(/\w/) })
  })
})
