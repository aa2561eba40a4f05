import { beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../../src/channels/channel.ts'
import { differences } from '../../../src/commands/channel/settings.ts'
import type { FilledForm } from '../../../src/messages/form.ts'
import { type AppHarness, CHANNEL, createAppHarness, textOf } from '../../fixtures/app-harness.ts'
import { aChannel } from '../../fixtures/channels.ts'

describe('what differs after a change', () => {
  it.each<[Partial<Channel>, RegExp[]]>([
    [{}, []],
    [{ nextSlotAt: 5, lastSkip: { slotAt: 1, reason: 'x' } }, []],
    [{ time: '17:30' }, [/17:30/]],
    [{ timezone: 'Europe/Paris' }, [/Europe\/Paris/]],
    [{ days: [1, 3] }, [/Mon, Wed/]],
    [{ layout: 'thread' }, [/thread/]],
    [{ size: 1 }, [/^1 paper per digest$/]],
    [{ size: 3 }, [/^3 papers per digest$/]],
    [{ minScore: 1 }, [/1$/]],
    [{ onlyCode: true }, [/^only papers with code$/]],
    [{ muted: ['robots', 'colours'] }, [/robots, colours$/]],
    [{ catchUp: 'skip' }, [/skip/]],
    [{ pausedBy: { person: 'Ada', at: 1 } }, [/paused/]],
    [{ size: 3, time: '17:30' }, [/17:30/, /3 papers/]],
  ])('%o', (changes, words) => {
    const [before, after] = [aChannel(), aChannel(changes)]
    expect(differences(before, after)).toEqual(words.map(word => expect.stringMatching(word)))
    const back = differences(after, before)
    expect(back).toHaveLength(words.length)
    for (const [index, text] of back.entries()) expect(text).not.toMatch(words[index] ?? /^$/)
  })
})

describe('settings and schedule', () => {
  let harness: AppHarness
  beforeEach(async () => {
    harness = await createAppHarness('2026-11-23T08:30Z')
    return () => harness.store.close()
  })
  const stored = () => harness.store.channels.find(CHANNEL)

  it('settings shows a form and changes nothing', async () => {
    const reply = await harness.type('settings')
    expect(reply).toMatchObject({ visibility: 'ephemeral', form: { command: 'settings 0' } })
    expect(await stored()).toBeUndefined()
  })

  it('settings tells the channel what changed, and moves the next slot', async () => {
    const reply = await harness.type('settings', { form: { time: ['17:30'], size: ['3'] } })
    expect(reply.visibility).toBe('public')
    expect(textOf(reply)).toMatch(/^Ada .*17:30.*3 papers.*\n.*\/papers subscribe$/)
    expect(await stored()).toMatchObject({
      time: '17:30',
      size: 3,
      nextSlotAt: Date.parse('2026-11-23T17:30Z'),
    })
    await harness.type('confirm subscribe')
    expect(textOf(await harness.type('settings', { form: { time: ['18:30'] } }))).toContain('today at 18:30')
  })

  it.each<[string, FilledForm]>([
    ['size', { size: ['3'] }],
    ['filters', { options: ['code'], muted: ['robots'] }],
    ['topics', { topics: ['agents\nrobots'] }],
  ])('settings and Undo don’t list the next digests where only the %s changed', async (_, form) => {
    await harness.type('confirm subscribe agents')
    const saved = await harness.type('settings', { form })
    expect(textOf(saved)).toMatch(/^Ada changed the settings: [^\n]*$/)
    expect(textOf(await harness.type(saved.actions?.[0]?.command ?? ''))).toMatch(/^Ada undid [^\n]*$/)
  })

  it.each<[string, FilledForm]>([
    ['time', { time: ['17:30'] }],
    ['days', { days: ['1'] }],
    ['zone', { zone: ['Paris'] }],
    ['first topic', { topics: ['agents'] }],
  ])('settings list the next digests where the %s changed', async (what, form) => {
    if (what !== 'first topic') await harness.type('confirm subscribe agents')
    expect(textOf(await harness.type('settings', { form }))).toMatch(/\nNext: (?:.* at \d\d:\d\d.*){3}\.$/)
  })

  it('settings say in any case why no digest comes', async () => {
    expect(textOf(await harness.type('settings', { form: { size: ['3'] } }))).toContain(
      'no subscriptions yet',
    )
    await harness.type('confirm subscribe agents')
    await harness.type('pause')
    expect(textOf(await harness.type('settings', { form: { size: ['4'] } }))).toContain('Paused by Ada')
  })

  it('settings that change nothing, or have a wrong field, are reported to the asker alone', async () => {
    const same = await harness.type('settings', { form: { size: ['5'] } })
    expect(same).toMatchObject({ visibility: 'ephemeral' })
    expect(same.problems).toBeUndefined()
    const wrong = await harness.type('settings', { form: { size: ['99'], time: ['17:30'] } })
    expect(wrong).toMatchObject({ visibility: 'ephemeral', problems: { size: expect.any(String) } })
    expect(textOf(wrong)).toBe(`Nothing was changed.\nPapers per digest: ${wrong.problems?.size}`)
    expect(await stored()).toBeUndefined()
  })

  it('mistakes are named in the order of the form, whatever the order in which they come', async () => {
    const form = { size: ['99'], score: ['lots'], zone: ['Atlantis'], time: ['25:00'], days: [] }
    const labels = (await harness.type('settings', { form })).lines.slice(1).map(([label]) => label?.text)
    expect(labels).toEqual([
      'Time of the digest: ',
      'Days of the digest: ',
      'Time zone: ',
      'Papers per digest: ',
      'Lowest score: ',
    ])
  })

  it('either ends a pause because the platform rejected the channel, and keeps a person’s', async () => {
    for (const change of [
      () => harness.type('settings', { form: { size: ['3'] } }),
      () => harness.type('schedule 17:30'),
    ]) {
      await harness.store.channels.save(
        aChannel({ pausedBy: { person: 'Bo', at: 1 }, pausedReason: 'Removed.' }),
      )
      await change()
      expect(await stored()).toMatchObject({ pausedBy: { person: 'Bo', at: 1 } })
      expect((await stored())?.pausedReason).toBeUndefined()
    }
  })

  it('schedule sets time, days and zone, and tells the channel', async () => {
    const reply = await harness.type('schedule 9:30 weekdays Europe/Paris')
    expect(await stored()).toMatchObject({ time: '09:30', days: [1, 2, 3, 4, 5], timezone: 'Europe/Paris' })
    expect(reply.visibility).toBe('public')
    expect(textOf(reply)).toMatch(/^Ada .*\n.*\/papers subscribe$/)
  })

  it('schedule changes nothing without words, or if it can’t read them', async () => {
    for (const text of ['schedule', 'schedule  ', 'schedule noonish']) {
      expect((await harness.type(text)).visibility).toBe('ephemeral')
    }
    expect(await stored()).toBeUndefined()
  })
})

describe('topics in the form of the settings', () => {
  let harness: AppHarness
  beforeEach(async () => {
    harness = await createAppHarness('2026-11-23T08:30Z')
    for (const topic of ['agents', 'robots']) await harness.type(`confirm subscribe ${topic}`)
    return () => harness.store.close()
  })
  const topics = () => harness.store.channels.topics(CHANNEL)
  const open = async (): Promise<string> => (await harness.type('settings')).form?.command ?? ''
  const send = (command: string, text: string) =>
    harness.type(command, { form: { topics: [text] }, origin: 'control' })

  it('are added, edited and removed, which is told in one line', async () => {
    const reply = await send(await open(), 'Agents\nvideo diffusion\nagents\nauthor:lecun')
    expect(await topics()).toEqual(['agents', 'video diffusion', 'author:lecun'])
    expect(reply.visibility).toBe('public')
    expect(textOf(reply).split('\n')[0]).toBe(
      'Ada changed the settings: subscribed to video diffusion, author:lecun; unsubscribed from robots.',
    )
  })

  it('come back with all else by Undo', async () => {
    const form = { topics: ['video'], time: ['17:30'], options: ['code', 'paused'] }
    const before = await harness.store.channels.find(CHANNEL)
    const reply = await harness.type(await open(), { form, origin: 'control' })
    const [undo] = reply.actions ?? []
    expect(undo?.label).toBe('Undo')
    const undone = await harness.type(undo?.command ?? '')
    expect(undone.visibility).toBe('public')
    expect((await topics()).toSorted()).toEqual(['agents', 'robots'])
    expect(await harness.store.channels.find(CHANNEL)).toEqual(before)
  })

  it('that somebody else added or removed while the form was open stay as they are', async () => {
    const command = await open()
    await harness.type('confirm subscribe drones')
    await harness.type('unsubscribe robots')
    await harness.type('schedule 10:00')
    await harness.type(command, {
      form: { topics: ['agents\nrobots\nvideo'], time: ['09:00'], size: ['3'] },
      origin: 'control',
    })
    expect(await topics()).toEqual(['agents', 'drones', 'video'])
    expect(await harness.store.channels.find(CHANNEL)).toMatchObject({ time: '10:00', size: 3 })
  })

  it('are compared with those of the first form where it is opened again after a mistake', async () => {
    const command = await open()
    await harness.type('confirm subscribe drones')
    const again = await harness.type(command, { origin: 'control' })
    expect(again.form?.command).toBe(command)
    await send(command, 'agents\nrobots\nvideo')
    expect(await topics()).toEqual(['agents', 'robots', 'drones', 'video'])
  })

  it('are compared with those of now where a number is typed, or none is there', async () => {
    expect((await harness.type('settings 0')).form?.command).toBe(await open())
    await send('settings', 'agents')
    expect(await topics()).toEqual(['agents'])
  })

  it('with a mistake change nothing, and name the line', async () => {
    const reply = await send(await open(), 'agents\n(video')
    expect(reply.problems?.topics).toMatch(/^Line 2, “\(video”: /)
    expect(textOf(reply)).toBe(`Nothing was changed.\nTopics: ${reply.problems?.topics}`)
    expect(await topics()).toEqual(['agents', 'robots'])
  })

  it('are at most 50, with those that others added', async () => {
    const lines = (count: number): string =>
      Array.from({ length: count }, (_, index) => `t${index}`).join('\n')
    const command = await open()
    await harness.type('confirm subscribe drones')
    const reply = await send(command, lines(50))
    expect(reply).toMatchObject({
      visibility: 'ephemeral',
      problems: { topics: expect.stringContaining('51') },
    })
    expect(await topics()).toEqual(['agents', 'robots', 'drones'])
    expect((await send(command, lines(49))).visibility).toBe('public')
    expect(await topics()).toHaveLength(50)
  })

  it('can all be removed, after which no digest comes', async () => {
    const reply = await send(await open(), '')
    expect(await topics()).toEqual([])
    expect(textOf(reply)).toMatch(
      /^Ada changed the settings: unsubscribed from agents, robots\.\n.*subscribe$/,
    )
  })

  it('are named up to five', async () => {
    const reply = await send(await open(), 'agents\nrobots\na1\nb2\nc3\nd4\ne5\nf6\ng7')
    expect(textOf(reply)).toContain('subscribed to a1, b2, c3, d4, e5 and 2 more.')
    const five = await send(await open(), 'agents\nrobots\nf6\ng7')
    expect(textOf(five)).toContain('unsubscribed from a1, b2, c3, d4, e5.')
  })

  it('offer the other settings after the first part of the form', async () => {
    const more = { label: 'More settings', command: 'page 2 settings' }
    const sent = async (form: FilledForm) => (await harness.type('settings', { form })).actions ?? []
    expect(await sent({ topics: ['agents'], time: ['17:30'] })).toContainEqual(more)
    expect(await sent({ time: ['17:30'] })).toEqual([more])
    expect(await sent({ size: ['3'], muted: [''] })).not.toContainEqual(more)
    expect(await sent({ time: ['09:00'], muted: [''] })).not.toContainEqual(more)
    expect((await harness.type(more.command)).form?.title).toBe('Settings')
  })
})
