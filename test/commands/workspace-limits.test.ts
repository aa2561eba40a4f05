import { afterEach, describe, expect, it } from 'vitest'
import type { ChannelId } from '../../src/channels/channel-id.ts'
import type { CommandLimits } from '../../src/commands/command.ts'
import { type AppHarness, CHANNEL, createAppHarness, textOf } from '../fixtures/app-harness.ts'

let harness: AppHarness
afterEach(() => harness.store.close())

async function use(limits: Partial<CommandLimits>): Promise<void> {
  harness = await createAppHarness('2026-11-23T08:30Z', { limits })
}

const say = async (text: string, channel: ChannelId = CHANNEL, personId = 'U1'): Promise<string> =>
  textOf(await harness.type(text, { channel, personId }))

const MANY = { count: 1_000, perMs: 60_000 }

describe('the commands of a workspace', () => {
  const REFUSED =
    'Too many commands in this workspace in a short time, so this one wasn’t run. Try again in 60 seconds.'

  it('are counted over all its channels and people, and over no other workspace', async () => {
    await use({ commands: { person: MANY, workspace: { count: 3, perMs: 60_000 } } })
    for (const [channel, person] of [
      [CHANNEL, 'U1'],
      ['slack:T1/C2', 'U2'],
      ['slack:T1/U3', 'U3'],
    ] as const) {
      expect(await say('help', channel, person)).not.toContain('Too many')
    }
    expect(await say('help', 'slack:T1/C4', 'U4')).toBe(REFUSED)
    expect(await say('subscribe', CHANNEL)).toBe(REFUSED)
    expect(await harness.store.channels.topics(CHANNEL)).toEqual([])
    expect(await say('help', 'slack:T2/C1')).not.toContain('Too many')
    expect(await say('help', 'slack:T10/C1')).not.toContain('Too many')
    harness.clock.advance(60_000)
    expect(await say('help')).not.toContain('Too many')
  })

  it('can’t be used up by one person, whose refused commands don’t count', async () => {
    await use({ commands: { person: { count: 2, perMs: 60_000 }, workspace: { count: 4, perMs: 60_000 } } })
    for (let count = 0; count < 2; count++) await say('help')
    for (let count = 0; count < 9; count++) {
      expect(await say('help', 'slack:T1/C2')).toBe(
        'Too many commands in a short time, so this one wasn’t run. Try again in 60 seconds.',
      )
    }
    for (let count = 0; count < 2; count++) expect(await say('help', CHANNEL, 'U2')).not.toContain('Too many')
    expect(await say('help', CHANNEL, 'U3')).toBe(REFUSED)
    expect(await say('help', 'slack:T2/C1', 'U1')).not.toContain('Too many')
  })

  it('that are refused leave a form open with the reason', async () => {
    await use({ commands: { person: MANY, workspace: { count: 1, perMs: 60_000 } } })
    await say('help')
    const reply = await harness.type('settings', { form: { topics: ['agents'] } })
    expect(reply).toMatchObject({ visibility: 'ephemeral', problems: { topics: REFUSED } })
  })

  it('are counted for each conversation of its own on Discord, where people are in no workspace', async () => {
    await use({ commands: { person: MANY, workspace: { count: 1, perMs: 60_000 } } })
    expect(await say('help', 'discord:@me/1')).not.toContain('Too many')
    expect(await say('help', 'discord:@me/2')).not.toContain('Too many')
    expect(await say('help', 'discord:@me/1')).toBe(REFUSED)
  })
})

describe('the subscriptions of a workspace', () => {
  const other: ChannelId = 'slack:T1/C2'

  it('are counted over all its channels, however they are made', async () => {
    await use({ subscriptions: { workspace: 3 } })
    for (const topic of ['agents', 'diffusion']) await say(`confirm subscribe ${topic}`)
    await say('confirm subscribe robots', other)
    const full = 'This workspace has 3 subscriptions in all its channels together, and can have 3.'
    expect(await say('confirm subscribe speech', other)).toBe(
      `${full} Unsubscribe from one first: /papers unsubscribe`,
    )
    expect(await harness.store.channels.topics(other)).toEqual(['robots'])
    expect(await say('confirm subscribe speech', 'slack:T2/C1')).toContain('subscribed this channel')

    const reply = await harness.type('settings', { channel: other, form: { topics: ['robots\nspeech'] } })
    expect(JSON.stringify(reply)).toContain(full)
    expect(await harness.store.channels.topics(other)).toEqual(['robots'])

    await say('unsubscribe robots', other)
    const [change] = await harness.store.audit.latest(other, 1)
    expect(change?.command).toContain('unsubscribe')
    await say('confirm subscribe speech')
    const undo = (await harness.store.audit.lastId(other)) || 0
    expect(await say(`undo ${undo}`, other)).toBe(`${full} So this can’t be undone.`)
    await say('unsubscribe speech')
    expect(await say(`undo ${undo}`, other)).toContain('subscribed to robots again')
  })

  it('don’t limit single conversations on Discord together', async () => {
    await use({ subscriptions: { workspace: 1 } })
    for (const channel of ['discord:@me/1', 'discord:@me/2'] as const) {
      expect(await say('confirm subscribe agents', channel)).toContain('subscribed')
    }
  })
})
