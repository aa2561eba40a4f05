import { describe, expect, it } from 'vitest'
import type { Channel } from '../../../src/channels/channel.ts'
import type { ChannelSettings } from '../../../src/commands/channel/recorded-settings.ts'
import { isFirstPart, readSettings, settingsForm } from '../../../src/commands/channel/settings-form.ts'
import type { FilledForm } from '../../../src/messages/form.ts'
import { aChannel } from '../../fixtures/channels.ts'

const channel = aChannel({ minScore: 20, muted: ['robots'] })
const opened: ChannelSettings = { channel, topics: ['agents', '*'] }
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
    ['muted', ['Agents\n agents ,; Video  Diffusion\n'], { muted: ['agents', 'video diffusion'] }],
    ['muted', [lines(20)], { muted: lines(20).split('\n') }],
    ['muted', [], { muted: [] }],
    ['muted', [' \n '], { muted: [] }],
    ['options', ['code', 'late', 'paused'], { onlyCode: true, catchUp: 'once', pausedBy: change }],
    ['options', ['code'], { onlyCode: true, catchUp: 'skip', pausedBy: undefined }],
    ['options', ['unvoted', 'late'], { unvoted: true, onlyCode: false, pausedBy: undefined }],
    ['options', ['late'], { onlyCode: false, catchUp: 'once', pausedBy: undefined }],
    ['options', ['paused'], { onlyCode: false, catchUp: 'skip', pausedBy: change }],
    ['options', [], { onlyCode: false, catchUp: 'skip', pausedBy: undefined }],
  ])('%s of %j is read', (name, values, changed) => {
    expect(readSettings({ [name]: values }, opened, change)).toEqual({
      ok: true,
      settings: { channel: { ...channel, ...changed }, topics: opened.topics },
    })
  })

  it.each<[text: string, topics: string[]]>([
    ['agents\n*', ['agents', '*']],
    ['• agents\n- robots\n3. planning\n-survey', ['agents', 'robots', 'planning', '-survey']],
    ['agents\rrobots\u2028planning', ['agents', 'robots', 'planning']],
    ['All\n"agents, robots"\nstars>1,000', ['*', '"agents robots"', 'stars>1000']],
    ['  Agents \r\n\nagents\nVideo  Diffusion\n', ['agents', 'video diffusion']],
    ['author:lecun OR "world model"\n-survey agents', ['author:lecun OR "world model"', '-survey agents']],
    ['agents, robots', ['agents robots']],
    ['', []],
    [' \n\t\n', []],
  ])('topics of %j are %j', (text, topics) => {
    expect(readSettings({ topics: [text] }, opened, change)).toEqual({
      ok: true,
      settings: { channel, topics },
    })
  })

  it.each<[name: string, values: string[], named?: string]>([
    ['time', ['noonish'], 'noonish'],
    ['time', ['25:00'], '25:00'],
    ['time', []],
    ['zone', ['Atlantis'], 'Atlantis'],
    ['zone', ['Nowhereville'], 'Try Europe/Paris, Paris or CET.'],
    ['zone', ['Berln'], 'Did you mean Europe/Berlin?'],
    ['zone', []],
    ['days', []],
    ['days', ['8']],
    ['layout', ['wide']],
    ['layout', []],
    ['size', ['0'], '15'],
    ['size', ['16'], '15'],
    ['size', ['2.5']],
    ['size', ['0x5'], '15'],
    ['size', ['1e1'], '15'],
    ['size', []],
    ['score', ['-1'], '-1'],
    ['score', ['101'], '101'],
    ['score', ['2.5'], '2.5'],
    ['score', ['1e1'], '1e1'],
    ['score', ['high'], 'high'],
    ['muted', [lines(21)], '21'],
    ['muted', ['agents\n(robots'], '“(robots”'],
    ['muted', ['agents, *'], 'pause'],
    ['muted', ['agents, video\n*, robots'], 'pause'],
    ['topics', ['agents\n\n(robots'], 'Line 3, “(robots”: '],
    ['topics', ['agents\nnew sort:new'], 'Line 2, “new sort:new”: '],
    ['muted', ['All'], 'pause'],
    ['topics', ['(a\n(b\nc\n(d\n(e\n(f'], ' And 2 more.'],
  ])('%s of %j is refused', (name, values, named = '') => {
    const read = readSettings({ [name]: values }, opened, change)
    expect(read.ok).toBe(false)
    const problems = read.ok ? {} : read.problems
    expect(Object.keys(problems)).toEqual([name])
    expect(problems[name]).toMatch(/\w+ \w+/)
    expect(problems[name]).toContain(named)
  })
})

describe('the form of the settings', () => {
  it('keeps who paused the digests, however often it is submitted', () => {
    const paused = { channel: aChannel({ pausedBy: { person: 'Bo', at: 3 } }), topics: [] }
    const read = readSettings({ options: ['late', 'paused'] }, paused, change)
    expect(read).toEqual({ ok: true, settings: paused })
  })

  it('offers papers that nobody has voted on where there are any, or where they are chosen', () => {
    const offers = (unvoted: boolean, hasUnvoted: boolean): boolean => {
      const { fields } = settingsForm({ channel: aChannel({ unvoted }), topics: [] }, 1, hasUnvoted)
      const options = fields.find(({ name }) => name === 'options')
      return options?.kind === 'several' && options.options.some(({ value }) => value === 'unvoted')
    }
    expect([offers(false, false), offers(true, false), offers(false, true)]).toEqual([false, true, true])
  })

  it.each<[changes: Partial<Channel>, chosen: string[]]>([
    [{}, []],
    [{ onlyCode: true }, ['code']],
    [{ unvoted: true }, ['unvoted']],
    [{ catchUp: 'once' }, ['late']],
    [{ pausedBy: change }, ['paused']],
    [
      { onlyCode: true, unvoted: true, catchUp: 'once', pausedBy: change },
      ['code', 'unvoted', 'late', 'paused'],
    ],
  ])('of a channel with %j has %j chosen', (changes, chosen) => {
    const settings = { channel: aChannel({ catchUp: 'skip', ...changes }), topics: [] }
    const options = settingsForm(settings, 1, true).fields.find(({ name }) => name === 'options')
    expect(options).toMatchObject({ values: chosen })
  })

  it('ignores missing and unknown fields', () => {
    const form: FilledForm = { size: ['3'], constructor: ['9'], colour: ['red'] }
    expect(readSettings(form, opened, change)).toEqual({
      ok: true,
      settings: { ...opened, channel: { ...channel, size: 3 } },
    })
    expect(readSettings({}, opened, change)).toEqual({ ok: true, settings: opened })
  })

  it('names every problem, and then changes nothing', () => {
    const read = readSettings({ size: ['99'], time: ['9:00'], zone: ['Atlantis'] }, opened, change)
    expect(read).toEqual({ ok: false, problems: { size: expect.any(String), zone: expect.any(String) } })
  })

  it('names the first three topics that can’t be read, and counts the others', () => {
    const problemOf = (count: number): string => {
      const read = readSettings({ topics: ['(a\n'.repeat(count)] }, opened, change)
      return read.ok ? '' : (read.problems.topics ?? '')
    }
    expect(problemOf(3)).toMatch(
      /^Line 1.* Line 2.* Line 3, “\(a”: Missing “\)” for the bracket at character 1\.$/,
    )
    expect(problemOf(3)).not.toContain('more')
    expect(problemOf(4)).toMatch(/And 1 more\.$/)
  })

  const shownSettings: ChannelSettings[] = [
    { channel: aChannel(), topics: [] },
    {
      channel: aChannel({
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
      topics: ['*', 'author:lecun', 'video diffusion'],
    },
  ]

  it.each(shownSettings)('submitted as it was shown changes nothing', shown => {
    const form = Object.fromEntries(
      settingsForm(shown, 1).fields.map(field => [
        field.name,
        field.kind === 'several' ? field.values : [String(field.value)],
      ]),
    )
    expect(readSettings(form, shown, change)).toEqual({ ok: true, settings: shown })
  })

  it('offers only what it accepts', () => {
    for (const field of settingsForm(opened, 1).fields) {
      if (field.kind !== 'one' && field.kind !== 'several') continue
      for (const { label, value } of field.options) {
        expect(readSettings({ [field.name]: [value] }, opened, change).ok).toBe(true)
        expect(label).not.toBe('')
      }
    }
  })

  it('accepts the numbers that it allows, and none beyond', () => {
    for (const field of settingsForm(opened, 1).fields) {
      if (field.kind !== 'number') continue
      const accepts = (value: number) => readSettings({ [field.name]: [String(value)] }, opened, change).ok
      expect([field.min - 1, field.min, field.max, field.max + 1].map(accepts)).toEqual([
        false,
        true,
        true,
        false,
      ])
    }
  })

  it('says in their place that the topics can’t be edited where they are too long for a text field', () => {
    const topicsOf = (length: number) => settingsForm({ channel, topics: ['x'.repeat(length)] }, 1).fields[0]
    expect(topicsOf(3_000)).toMatchObject({ name: 'topics', kind: 'text' })
    expect(topicsOf(3_001)).toEqual({
      name: 'topics',
      label: 'Topics',
      kind: 'note',
      value:
        'This channel’s topics are too long to edit here. Use /papers subscribe and /papers unsubscribe.',
    })
  })

  it('fits on Discord in two parts, of which the first is told by its fields', () => {
    const names = settingsForm(opened, 1).fields.map(({ name }) => name)
    const [first, second] = [names.slice(0, 5), names.slice(5)]
    expect(first).toEqual(['topics', 'time', 'days', 'zone', 'options'])
    expect(second).toEqual(['layout', 'size', 'score', 'muted'])
    const part = (fields: string[]) => isFirstPart(Object.fromEntries(fields.map(name => [name, []])))
    expect([first, second, names].map(part)).toEqual([true, false, false])
  })
})
