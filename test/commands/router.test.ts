import { beforeEach, describe, expect, it } from 'vitest'
import { COMMAND_REGISTRY, GROUPS, LISTED_COMMANDS } from '../../src/commands/registry.ts'
import { StoreError, type StoreTrouble } from '../../src/ports/store-error.ts'
import { type AppHarness, CHANNEL, createAppHarness, textOf } from '../fixtures/app-harness.ts'
import { candidate } from '../fixtures/candidates.ts'

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:30Z')
  await harness.store.papers.record([candidate('2611.00001')], harness.clock.now())
  return () => harness.store.close()
})

const CHANGING = [
  'subscribe',
  'unsubscribe',
  'schedule',
  'settings',
  'post',
  'pause',
  'resume',
  'downrank',
  'post-paper',
  'undo',
]

const isNotHelp = ({ name }: { name: string }): boolean => name !== 'help'

describe('someone who may not manage the channel', () => {
  it.each(COMMAND_REGISTRY.map(({ name }) => name))('asks for %s', async name => {
    const refused = (text: string): boolean =>
      text.includes(`/papers ${name} needs permission to manage this channel`)
    const reply = await harness.type(`${name} 2611.00001`, { mayChange: false })
    expect(refused(textOf(reply))).toBe(CHANGING.includes(name))
    expect(await harness.store.channels.find(CHANNEL)).toBeUndefined()
    expect(refused(textOf(await harness.type(`${name} 2611.00001`)))).toBe(false)
  })
})

describe('a button of a message posted before a command was renamed', () => {
  it.each([
    ['less 2611.00001', 'downrank 2611.00001'],
    ['less undo 2611.00001', 'downrank undo 2611.00001'],
    ['share 2611.00001', 'post-paper 2611.00001'],
  ])('%s does what %s does', async (former, current) => {
    for (const mayChange of [false, true]) {
      const [before, after] = [
        await harness.type(former, { mayChange, channel: 'slack:T1/C1' }),
        await harness.type(current, { mayChange, channel: 'slack:T1/C2' }),
      ]
      expect(before).toEqual(after)
    }
  })

  it('is recorded by the new name', async () => {
    await harness.type('downrank 2611.00001')
    expect(await harness.store.audit.latest(CHANNEL, 1)).toMatchObject([{ command: 'downrank 2611.00001' }])
  })
})

describe('a command', () => {
  it('of nothing is help, and a paper by itself is show', async () => {
    expect(await harness.type('')).toEqual(await harness.type('help'))
    const shown = await harness.type('show 2611.00001')
    expect(textOf(shown)).toContain('PDF')
    expect(await harness.type('2611.00001')).toEqual(shown)
    expect(await harness.type('https://arxiv.org/abs/2611.00001')).toEqual(shown)
  })

  it('may have a thousand characters', async () => {
    const text = (length: number): string => 'search '.padEnd(length, 'x')
    const [longest, tooLong] = [await harness.type(text(1000)), await harness.type(text(1001))]
    expect(textOf(longest)).toContain('500')
    expect(textOf(tooLong)).toContain('1000')
    expect(tooLong.visibility).toBe('ephemeral')
  })

  it('that changes something is recorded, and one that only reads isn’t', async () => {
    await harness.type('today')
    expect(await harness.store.audit.latest(CHANNEL, 5)).toEqual([])
    await harness.type('schedule 17:30')
    await harness.type('downrank 2611.00001')
    const commands = (await harness.store.audit.latest(CHANNEL, 5)).map(({ command }) => command)
    expect(commands).toEqual(['downrank 2611.00001', 'schedule 17:30'])
  })

  it('cancel changes nothing', async () => {
    expect((await harness.type('cancel')).visibility).toBe('ephemeral')
    expect(await harness.store.channels.find(CHANNEL)).toBeUndefined()
  })

  it('welcome says what the bot is in a line, with a button to subscribe and a search to copy', async () => {
    const reply = await harness.type('welcome', { mayChange: false })
    expect(reply).toMatchObject({
      visibility: 'public',
      actions: [{ command: 'subscribe' }, { command: 'today' }],
    })
    expect(textOf(reply)).toMatch(/^Paper Round posts .*\n.*: \/papers search agents$/)
  })

  it('that is too long is named as such, with how long it is', async () => {
    expect(textOf(await harness.type(`search ${'x'.repeat(1_000)}`))).toBe(
      'Too long: a command has at most 1000 characters, and this one has 1007.',
    )
  })

  it('help has a line for each other command in its group, with an example to copy', async () => {
    const reply = await harness.type('help')
    const lines = textOf(reply).split('\n')
    const titles = Object.values(GROUPS)
    const places = titles.map(title => lines.indexOf(title))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places[0]).toBeGreaterThan(0)
    for (const { name, group = 'read', help, examples } of LISTED_COMMANDS.filter(isNotHelp)) {
      const place = lines.indexOf(`/papers ${[name, examples?.[0]].filter(Boolean).join(' ')} · ${help}`)
      const groupNow = Object.keys(GROUPS).findLast((_, index) => (places[index] ?? 0) < place)
      expect([name, groupNow]).toEqual([name, group])
    }
    expect(lines.filter(line => line.startsWith('/papers '))).toHaveLength(20)
    expect(lines.at(-1)).toBe('More on one command: /papers help schedule')
    expect(reply.lines.flat().filter(({ style }) => style === 'muted')).toEqual([])
    expect(reply.actions?.map(({ command }) => command)).toEqual(['subscribe', 'today', 'search', 'settings'])
  })
})

describe('what only controls send', () => {
  const typed = (text: string) => harness.type(text, { origin: 'typed' })

  it.each([
    'confirm unsubscribe all',
    'confirm subscribe robots',
    'Confirm  subscribe robots',
    'page 2 confirm subscribe robots',
    'page 2 today',
    'downrank 2611.00001',
    'less 2611.00001',
    'post-paper 2611.00001',
    'share 2611.00001',
    'undo 1',
    'welcome',
    'hello',
    'app-home',
    'home',
    'Home',
    'cancel',
    'lookup 2611.00001',
  ])('is help when a person types it: %s', async text => {
    await harness.type('confirm subscribe agents')
    const before = [await harness.store.channels.find(CHANNEL), await harness.store.channels.topics(CHANNEL)]
    expect(await typed(text)).toEqual(await typed('help'))
    const after = [await harness.store.channels.find(CHANNEL), await harness.store.channels.topics(CHANNEL)]
    expect(after).toEqual(before)
    expect(await harness.store.outbox.latest(CHANNEL, 1)).toEqual([])
  })

  it('works from a control, also by another word for a command', async () => {
    await harness.type('confirm follow agents', { origin: 'control' })
    expect(await harness.store.channels.topics(CHANNEL)).toEqual(['agents'])
  })
})

describe('help on one command', () => {
  it.each(['help schedule', 'schedule help', 'help /papers schedule', 'schedule --help', 'help tz'])(
    '%s says what may follow it, with an example',
    async text => {
      const reply = await harness.type(text)
      expect(reply.visibility).toBe('ephemeral')
      expect(textOf(reply)).toMatch(/^\/papers schedule <time> \[days\] \[zone\]\nSet when .*\.\ntime: /)
      expect(textOf(reply)).toContain(
        '\nFor example:\n/papers schedule 9:00 weekdays Europe/Paris\n/papers schedule 17:30 mon,thu\n/papers schedule 8am\n',
      )
      expect(textOf(reply)).toMatch(/\nAlso: timezone, tz$/)
      expect(await harness.store.channels.find(CHANNEL)).toBeUndefined()
    },
  )

  it('offers to search for the word after search, but not before it', async () => {
    for (const text of ['help search', 'help find', 'search ?'])
      expect((await harness.type(text)).actions).toEqual([])
    const reply = await harness.type('search help')
    expect(textOf(reply)).toContain('/papers search [query]')
    expect(reply.actions?.map(({ command }) => command)).toEqual(['search help'])
    const searched = await harness.type('search help', { origin: 'control' })
    expect(textOf(searched)).not.toContain('/papers search')
  })

  it('has two or three examples for each command that takes something, and all of them work', async () => {
    for (const { name, examples = [], parameters } of LISTED_COMMANDS) {
      expect([
        name,
        parameters.length > 0 ? examples.length > 1 && examples.length < 4 : examples.length === 0,
      ]).toEqual([name, true])
      for (const example of examples) {
        const reply = await harness.type(`${name} ${example}`)
        expect(textOf(reply)).not.toMatch(/understood|isn’t a|Unknown|Missing|needs|No word|bracket/)
      }
    }
  })

  it.each(['nonsense', 'downrank', 'confirm'])(
    'help %s says that there is none, and is all of help',
    async word => {
      const all = textOf(await harness.type('help'))
      expect(textOf(await harness.type(`help ${word}`))).toBe(`Unknown command ${word}.\n${all}`)
    },
  )

  it.each(['help me', 'help please', 'help all'])('%s is all of help', async text => {
    expect(await harness.type(text)).toEqual(await harness.type('help'))
  })
})

describe('a failing store', () => {
  it.each<[StoreTrouble, RegExp]>([
    ['full', /full/],
    ['locked', /locked/],
    ['read-only', /read-only/],
    ['damaged', /damaged/],
    ['forbidden', /isn’t allowed to use its database/],
    ['failing', /disk/],
    ['unopened', /database/],
    ['foreign', /database/],
    ['unreachable', /reached/],
  ])('that is %s is named, with the reference', async (trouble, words) => {
    const { store } = harness
    const find = () => Promise.reject(new StoreError('secret', { trouble }))
    const broken = await createAppHarness('2026-11-23T08:30Z', {
      store: { ...store, channels: { ...store.channels, find } },
    })
    const reply = await broken.type('subscriptions')
    expect(reply.visibility).toBe('ephemeral')
    expect(textOf(reply)).toMatch(words)
    expect(reply.lines.flat().at(-1)).toEqual({ text: 'ref-1', style: 'code' })
    expect(textOf(reply)).not.toContain('secret')
  })
})

describe('a command that takes nothing after it', () => {
  beforeEach(async () => {
    await harness.type('confirm subscribe *')
  })

  it.each([
    'post agents',
    'post 2611.00001',
    'post to #random',
    'post tomorrow',
    'pause 2 days',
    'snooze until monday',
    'pause agents',
    'resume tomorrow',
  ])('%s does nothing, and names what was not understood', async text => {
    const before = await harness.store.channels.find(CHANNEL)
    const reply = await harness.type(text)
    expect(reply.visibility).toBe('ephemeral')
    expect(textOf(reply)).toContain(
      ` doesn’t take ${text.slice(text.indexOf(' ') + 1)}, so nothing was done. See /papers help `,
    )
    expect(reply.actions).toBeUndefined()
    expect(await harness.store.channels.find(CHANNEL)).toEqual(before)
  })

  it.each(['preview agents', 'list agents', 'status 2611.00001'])('%s is refused as well', async text => {
    expect(textOf(await harness.type(text))).toMatch(
      /^\/papers (\w+) doesn’t take (agents|2611\.00001)\. See \/papers help \1\.$/,
    )
  })

  it.each(['pause', 'pause now', 'Pause it, please', 'pause all digests here!', 'pause this channel'])(
    '%s pauses',
    async text => {
      await harness.type(text)
      expect((await harness.store.channels.find(CHANNEL))?.pausedBy).toBeDefined()
    },
  )
})

describe('what would be read as a search although it isn’t', () => {
  it.each(['today\n/papers trending', 'subscribe agents /papers subscribe robots', 'pause /papers Resume'])(
    '%j are two commands, of which none is run',
    async text => {
      const reply = await harness.type(text)
      expect(reply.visibility).toBe('ephemeral')
      expect(textOf(reply)).toContain('One command at a time')
      expect(await harness.store.channels.find(CHANNEL)).toBeUndefined()
    },
  )

  it.each(['search huggingface.co/papers today', 'search /papers', 'search /papers foo'])(
    '%s is one command',
    async text => expect(textOf(await harness.type(text))).not.toContain('One command'),
  )

  it.each([
    ['search agents --limit 5', '--limit'],
    ['subscribe agents --Sort=new', '--Sort'],
    ['export --format ris2 --json', '--json'],
  ])('%s has an option, which is no word to leave out', async (text, option) => {
    const reply = await harness.type(text)
    expect(textOf(reply)).toContain(`${option} isn’t an option here.`)
    expect(textOf(reply)).toContain(`write ${option.slice(1)}.`)
    expect(await harness.store.channels.find(CHANNEL)).toBeUndefined()
  })

  it.each(['search agents -limit', 'search agents --survey', 'search "a --limit 5"', 'search --limits'])(
    '%s has none',
    async text => expect(textOf(await harness.type(text))).not.toContain('option'),
  )
})

describe('a day or a period by itself', () => {
  it.each([
    ['2026-11-20', 'today 2026-11-20'],
    ['2026-11-20 agents', 'today 2026-11-20 agents'],
    ['monday', 'today monday'],
    ['Last Friday', 'today Last Friday'],
    ['3 days ago', 'today 3 days ago'],
    ['this week', 'trending this week'],
    ['last month', 'trending last month'],
    ['7 days', 'trending 7 days'],
  ])('%s is %s', async (text, command) => {
    const asked = await harness.type(command)
    expect(await harness.type(text)).toEqual(asked)
    expect(await harness.type(text, { isMessage: true })).toEqual(asked)
  })

  it.each(['monday blues', 'last', '2026-02-30', 'weekend'])('%s isn’t', async text => {
    expect(textOf(await harness.type(text))).toContain('Unknown command')
  })
})
