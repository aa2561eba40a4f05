import { describe, expect, it } from 'vitest'
import type { Channel } from '../../../src/channels/channel.ts'
import { readSettings, settingsForm } from '../../../src/commands/channel/settings-form.ts'
import type { FilledForm } from '../../../src/messages/form.ts'
import { aChannel } from '../../fixtures/channels.ts'

const channel = aChannel({ minScore: 20, muted: ['robots'] })
const change = { person: 'Ada', at: 7 }

const lines = (count: number): string =>
  Array.from({ length: count }, (_, index) => `topic${index}`).join('\n')

describe('a field of the settings', () => {
  it.each<[name: string, values: string[], changed: Partial<Channel>]>([
    ['time', ['9'], { time: '09:00' }],
    ['time', [' 5:30 PM '], { time: '17:30' }],
    ['zone', ['Paris'], { timezone: 'Europe/Paris' }],
    ['days', ['1'], { days: [1] }],
    ['days', ['7', '2', '9'], { days: [2, 7] }],
    ['layout', ['thread'], { layout: 'thread' }],
    ['size', ['1'], { size: 1 }],
    ['size', ['15'], { size: 15 }],
    ['score', ['0'], { minScore: 0 }],
    ['score', ['100'], { minScore: 100 }],
    ['score', [' 40 '], { minScore: 40 }],
    ['score', [' '], { minScore: 0 }],
    ['score', [], { minScore: 0 }],
    ['code', ['no'], { onlyCode: true }],
    ['code', ['yes'], { onlyCode: false }],
    ['code', [], { onlyCode: false }],
    ['muted', ['Agents\n agents ,; Video  Diffusion\n'], { muted: ['agents', 'video diffusion'] }],
    ['muted', [lines(20)], { muted: lines(20).split('\n') }],
    ['muted', [], { muted: [] }],
    ['muted', [' \n '], { muted: [] }],
    ['catchUp', ['skip'], { catchUp: 'skip' }],
    ['paused', ['yes'], { pausedBy: change }],
    ['paused', ['no'], { pausedBy: undefined }],
  ])('%s of %j is read', (name, values, changed) => {
    expect(readSettings({ [name]: values }, channel, change)).toEqual({
      ok: true,
      channel: { ...channel, ...changed },
    })
  })

  it.each<[name: string, values: string[], named?: string]>([
    ['time', ['noonish'], 'noonish'],
    ['time', ['25:00'], '25:00'],
    ['time', []],
    ['zone', ['Atlantis'], 'Atlantis'],
    ['zone', []],
    ['days', []],
    ['days', ['8']],
    ['layout', ['wide']],
    ['layout', []],
    ['size', ['0'], '15'],
    ['size', ['16'], '15'],
    ['size', ['2.5']],
    ['size', []],
    ['score', ['-1'], '-1'],
    ['score', ['101'], '101'],
    ['score', ['2.5'], '2.5'],
    ['score', ['high'], 'high'],
    ['muted', [lines(21)], '21'],
    ['muted', ['agents\n(robots'], '“(robots”'],
    ['muted', ['agents, *'], 'pause'],
    ['catchUp', ['twice']],
    ['catchUp', []],
  ])('%s of %j is refused', (name, values, named = '') => {
    const read = readSettings({ [name]: values }, channel, change)
    expect(read.ok).toBe(false)
    const problems = read.ok ? {} : read.problems
    expect(Object.keys(problems)).toEqual([name])
    expect(problems[name]).toMatch(/\w+ \w+/)
    expect(problems[name]).toContain(named)
  })
})

describe('the form of the settings', () => {
  it('keeps who paused the digests, however often it is submitted', () => {
    const paused = aChannel({ pausedBy: { person: 'Bo', at: 3 } })
    const read = readSettings({ paused: ['yes'] }, paused, change)
    expect(read).toEqual({ ok: true, channel: paused })
  })

  it('ignores missing and unknown fields', () => {
    const form: FilledForm = { size: ['3'], constructor: ['9'], colour: ['red'] }
    expect(readSettings(form, channel, change)).toEqual({ ok: true, channel: { ...channel, size: 3 } })
    expect(readSettings({}, channel, change)).toEqual({ ok: true, channel })
  })

  it('names every problem, and then changes nothing', () => {
    const read = readSettings({ size: ['99'], time: ['9:00'], zone: ['Atlantis'] }, channel, change)
    expect(read).toEqual({ ok: false, problems: { size: expect.any(String), zone: expect.any(String) } })
  })

  it.each([
    aChannel(),
    aChannel({
      time: '17:30',
      timezone: 'Europe/Paris',
      days: [1, 5],
      layout: 'thread',
      size: 15,
      catchUp: 'skip',
      minScore: 40,
      onlyCode: true,
      muted: ['agents', 'video diffusion'],
      pausedBy: { person: 'Bo', at: 3 },
    }),
  ])('submitted as it was shown changes nothing', shown => {
    const form = Object.fromEntries(
      settingsForm(shown).fields.map(field => [
        field.name,
        field.kind === 'several' ? field.values : [field.value],
      ]),
    )
    expect(readSettings(form, shown, change)).toEqual({ ok: true, channel: shown })
  })

  it('offers only what it accepts', () => {
    for (const field of settingsForm(channel).fields) {
      if (field.kind !== 'one' && field.kind !== 'several') continue
      for (const { label, value } of field.options) {
        expect(readSettings({ [field.name]: [value] }, channel, change).ok).toBe(true)
        expect(label).not.toBe('')
      }
    }
  })
})
