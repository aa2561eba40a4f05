import { beforeEach, describe, expect, it } from 'vitest'
import type { ChannelId } from '../../../src/channels/channel-id.ts'
import { type AppHarness, createAppHarness, textOf } from '../../fixtures/app-harness.ts'
import { candidate } from '../../fixtures/candidates.ts'
import { aChannel } from '../../fixtures/channels.ts'

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:30Z')
  return () => harness.store.close()
})

async function follow(id: ChannelId, changes: Parameters<typeof aChannel>[0], ...topics: string[]) {
  await harness.store.channels.save(aChannel({ id, ...changes }))
  for (const topic of topics)
    await harness.store.channels.subscribe(id, topic, { person: 'Ada', personId: 'U1' }, 1)
}

const home = () => harness.type('app-home', { channel: 'slack:T1/U1', mayChange: false })

describe('a person’s page', () => {
  it('has each channel of the workspace with its topics and its next digest', async () => {
    await follow('slack:T1/C1', {}, '*', 'agents')
    await follow('slack:T1/C2', { pausedReason: 'The bot was removed.' }, 'robots')
    await follow('slack:T2/C3', {}, 'colours')
    const reply = await home()
    expect(reply.visibility).toBe('ephemeral')
    expect(reply.lines.flat().flatMap(({ place }) => place ?? [])).toEqual([
      { channel: 'slack:T1/C1' },
      { channel: 'slack:T1/C2' },
    ])
    expect(reply.lines).toHaveLength(7)
    expect(reply.lines[2]?.[0]?.text).toBe('C1')
    expect(textOf(reply)).toMatch(/agents\n.*today at 09:00.*\n.*robots\n.*The bot was removed\.\n/)
    expect(reply.actions?.map(({ command }) => command)).toEqual([
      'subscribe',
      'today',
      'trending week',
      'help',
    ])
  })

  it('says who paused the digests of a channel', async () => {
    await follow('slack:T1/C1', { pausedBy: { person: 'Bo', at: 1 } }, 'agents')
    expect(textOf(await home()).split('\n')[3]).toBe('Paused by Bo')
  })

  it('offers no subscription to those who have one', async () => {
    await follow('slack:T1/U1', {}, 'agents')
    expect((await home()).actions?.map(({ command }) => command)).toEqual(['today', 'trending week', 'help'])
  })

  it('says nothing of channels that the person may not know of', async () => {
    await follow('slack:T1/C1', {}, 'agents')
    await follow('slack:T1/C2', { pausedReason: 'A secret reason.' }, 'takeover')
    harness.hiddenChannels.add('slack:T1/C2')
    const text = textOf(await home())
    expect(text).toContain('agents')
    expect(text).not.toMatch(/C2|takeover|secret|more/)
  })

  it('says what the bot is, how to subscribe a channel, and has a button to subscribe oneself', async () => {
    const reply = await home()
    expect(reply.lines).toHaveLength(4)
    expect(reply.lines[0]?.[0]?.text).toMatch(/^Paper Round posts /)
    expect(reply.actions?.[0]).toEqual({ label: 'Subscribe me', command: 'subscribe' })
    expect(textOf(reply)).toContain('/papers subscribe')
    expect(textOf(reply)).toContain('0.0.0')
  })

  it.each([
    [30, 63],
    [31, 64],
    [33, 64],
  ])('of %d channels has thirty, and the number of the others', async (count, lines) => {
    for (let number = 0; number < count; number++) await follow(`slack:T1/C${10 + number}`, {}, 'agents')
    const reply = await home()
    expect(reply.lines).toHaveLength(lines)
    if (count > 30) expect(reply.lines.at(-2)?.[0]?.text).toMatch(new RegExp(`\\b${count - 30}\\b`))
  })
})

describe('the day’s list', () => {
  it('is about a topic if one is named, on every page', async () => {
    const papers = Array.from({ length: 7 }, (_, index) =>
      candidate(`2611.000${10 + index}`, { paper: { title: index < 6 ? 'Robots' : 'Agents' } }),
    )
    await harness.store.papers.record(papers, harness.clock.now())
    const next = async (text: string) =>
      (await harness.type(text)).digest?.actions.map(({ command }) => command)
    expect(await next('today')).toContain('page 2 today')
    expect(await next('today  ROBOTS')).toContain('page 2 today robots')
    expect((await harness.type('page 2 today robots')).digest?.entries).toHaveLength(1)
  })

  it('links to the whole list', async () => {
    await harness.store.papers.record([candidate('2611.00010')], harness.clock.now())
    const { digest } = await harness.type('today')
    expect(digest?.notes.flat().some(({ url }) => url?.includes('huggingface.co/papers'))).toBe(true)
  })

  it('refuses what isn’t a topic', async () => {
    const reply = await harness.type('today (robots')
    expect(textOf(reply)).toMatch(/bracket/i)
  })
})
