import { beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../../src/channels/channel.ts'
import { type AppHarness, CHANNEL, createAppHarness, textOf } from '../../fixtures/app-harness.ts'
import { aChannel } from '../../fixtures/channels.ts'

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:30Z')
  return () => harness.store.close()
})

async function follow(changes: Partial<Channel>, ...topics: string[]): Promise<void> {
  await harness.store.channels.save(aChannel(changes))
  for (const topic of topics)
    await harness.store.channels.subscribe(CHANNEL, topic, { person: 'Ada', personId: 'U1' }, 1)
}

const downrankedPaper = (paperId: string, title: string) => ({ paperId, title, terms: ['agents'] })

describe('subscriptions', () => {
  it('has a line for each topic, and when the digest comes', async () => {
    await follow({}, '*', 'agents')
    const reply = await harness.type('subscriptions', { mayChange: false })
    expect(reply.visibility).toBe('ephemeral')
    expect(reply.lines).toHaveLength(3)
    expect(textOf(reply)).toMatch(/\n• agents\n.*09:00 \(UTC\).*today at 09:00/)
  })

  it.each<[string, Partial<Channel>, RegExp]>([
    ['muted topics', { muted: ['robots', 'colours'] }, /robots, colours$/],
    [
      'downranked papers',
      { downranked: [downrankedPaper('p1', 'One'), downrankedPaper('p2', 'Two')] },
      /“One”, “Two”$/,
    ],
    ['papers without code', { onlyCode: true }, /code/],
    ['papers without votes, which aren’t,', { unvoted: true }, /nobody has voted on/],
    ['low scores', { minScore: 1 }, /\b1\b/],
  ])('names %s if they are left out', async (_, changes, line) => {
    await follow(changes, 'agents')
    const reply = await harness.type('subscriptions')
    expect(reply.lines).toHaveLength(3)
    expect(textOf(reply).split('\n')[1]).toMatch(line)
  })

  it('says who paused a channel instead of the time, and how to restart', async () => {
    await follow({ pausedBy: { person: 'Bo', at: 1 } }, 'agents')
    expect(textOf(await harness.type('subscriptions'))).toMatch(
      /\. Paused by Bo\. To resume: \/papers resume$/,
    )
  })

  it('says why a channel is paused instead of the time', async () => {
    await follow({ pausedReason: 'The bot was removed.' }, 'agents')
    const text = textOf(await harness.type('subscriptions'))
    expect(text).toContain('The bot was removed.')
    expect(text).not.toContain('09:00')
  })

  it('lets those who may change the channel end each topic, and undo each downranking', async () => {
    await follow({ downranked: [downrankedPaper('p1', 'One')] }, '*', 'agents')
    const reply = await harness.type('subscriptions')
    expect(reply.choice?.options.map(({ command }) => command)).toEqual([
      'unsubscribe *',
      'unsubscribe agents',
      'downrank undo p1',
    ])
    expect(reply.choice?.label).toBe('Unsubscribe or undo…')
    expect(reply.actions?.map(({ command }) => command)).toEqual(['preview', 'settings'])
    const other = await harness.type('subscriptions', { mayChange: false })
    expect([other.choice, other.actions]).toEqual([undefined, undefined])
  })

  it('offers to undo the newest wishes for fewer papers, however many topics there are', async () => {
    const downranked = Array.from({ length: 12 }, (_, index) => ({
      paperId: `p${index}`,
      title: 'T',
      terms: [],
    }))
    await follow({ downranked }, ...Array.from({ length: 30 }, (_, index) => `topic${index}`))
    const options = (await harness.type('subscriptions')).choice?.options ?? []
    expect(options).toHaveLength(25)
    expect(options[14]?.command).toBe('unsubscribe topic14')
    expect(options.slice(15).map(({ command }) => command)).toEqual(
      downranked.slice(2).map(({ paperId }) => `downrank undo ${paperId}`),
    )
  })

  it('offers no more to end than a menu can hold', async () => {
    await follow({}, ...Array.from({ length: 30 }, (_, index) => `topic${index}`))
    const { choice } = await harness.type('subscriptions')
    expect(choice?.label).toBe('Unsubscribe…')
    expect(choice?.options).toHaveLength(25)
  })

  it.each([{ known: true }, { known: false }])(
    'leads to subscribe where there are none, known: $known',
    async ({ known }) => {
      if (known) await follow({})
      const reply = await harness.type('subscriptions')
      expect(textOf(reply)).toContain('/papers subscribe')
      expect(reply.actions).toBeUndefined()
    },
  )
})
