import { beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../../src/channels/channel.ts'
import { differences } from '../../../src/commands/channel/settings.ts'
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
    [{ size: 1 }, [/1 paper$/]],
    [{ size: 3 }, [/3 papers$/]],
    [{ minScore: 1 }, [/1$/]],
    [{ onlyCode: true }, [/only/]],
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
    expect(reply).toMatchObject({ visibility: 'ephemeral', form: { command: 'settings' } })
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
    expect(textOf(await harness.type('settings', { form: { size: ['4'] } }))).toContain('today at 17:30')
  })

  it('settings that change nothing, or have a wrong field, are reported to the asker alone', async () => {
    const same = await harness.type('settings', { form: { size: ['5'] } })
    expect(same).toMatchObject({ visibility: 'ephemeral' })
    expect(same.problems).toBeUndefined()
    const wrong = await harness.type('settings', { form: { size: ['99'], time: ['17:30'] } })
    expect(wrong).toMatchObject({ visibility: 'ephemeral', problems: { size: expect.any(String) } })
    expect(textOf(wrong)).toContain(wrong.problems?.size)
    expect(await stored()).toBeUndefined()
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
