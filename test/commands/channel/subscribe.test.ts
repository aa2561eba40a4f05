import { beforeEach, describe, expect, it } from 'vitest'
import { type AppHarness, CHANNEL, createAppHarness, textOf } from '../../fixtures/app-harness.ts'
import { candidate } from '../../fixtures/candidates.ts'
import { aChannel } from '../../fixtures/channels.ts'

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:30Z')
  return () => harness.store.close()
})

const stored = () => harness.store.channels.find(CHANNEL)
const topics = () => harness.store.channels.topics(CHANNEL)

describe('subscribe', () => {
  it('stores the channel with the default settings, and offers the preview', async () => {
    const reply = await harness.type('confirm subscribe Video  Diffusion')
    expect(await topics()).toEqual(['video diffusion'])
    expect(await stored()).toMatchObject({ time: '09:00', nextSlotAt: Date.parse('2026-11-23T09:00Z') })
    expect(reply.visibility).toBe('public')
    expect(reply.actions?.map(({ command }) => command)).toEqual([
      expect.stringMatching(/^undo \d+$/),
      'preview',
      'settings',
    ])
    expect(textOf(reply)).toMatch(/^Ada .*video diffusion.*today at 09:00/s)
  })

  it.each(['all', 'Everything'])('%s means the general digest, as it does for unsubscribe', async text => {
    await harness.type(`confirm subscribe ${text}`)
    expect(await topics()).toEqual(['*'])
  })

  it.each([
    'all papers',
    'the general digest',
    'General digest',
    'all topics',
    'us',
    'this channel',
    'here now',
    'please',
  ])('%s means the general digest too', async text => {
    await harness.type(`subscribe ${text}`)
    expect(await topics()).toEqual(['*'])
  })

  it.each([
    ['#news to robots', 'In #news, type /papers subscribe robots.'],
    ['robots in #news', 'In #news, type /papers subscribe robots.'],
    ['<#C123|news> to robots', 'In #news, type /papers subscribe robots.'],
    ['@ada to robots', 'In @ada, type /papers subscribe robots.'],
    ['<#C123|news>', 'In the other channel, type /papers subscribe.'],
  ])('of another channel is refused, because a command is about its own: %s', async (text, said) => {
    const reply = await harness.type(`subscribe ${text}`)
    expect(textOf(reply)).toBe(`A command is about the channel that it is typed in. ${said}`)
    expect(await topics()).toEqual([])
  })

  it.each(['#robots', '#robots #agents', 'text to speech'])('%s is a topic', async text => {
    expect(textOf(await harness.type(`subscribe ${text}`))).not.toContain('typed in')
  })

  it.each([
    ['a@example.org', '/papers email a@example.org'],
    ['robots, a@example.org', '/papers email a@example.org robots'],
    ['email <mailto:a@example.org|a@example.org> robots', '/papers email a@example.org robots'],
  ])('of an address says how digests come by e-mail: %s', async (text, said) => {
    expect(textOf(await harness.type(`subscribe ${text}`))).toBe(
      `This subscribes a channel. For digests by e-mail: ${said}`,
    )
  })

  it.each([
    ['robots or drones', 'or', 'robots OR drones', 'robots drones'],
    ['robots without video', 'without', 'robots -video', 'robots without video'],
    ['robots but not video', 'but not', 'robots -video', 'robots not video'],
    ['not video', 'not', '-video', 'not video'],
    ['"this or that" or drones', 'or', '"this or that" OR drones', '"this or that" drones'],
    ['robots without "the wild"', 'without', 'robots -"the wild"', 'robots without "the wild"'],
    ['robots, except for video', 'except for', 'robots -video', 'robots except video'],
  ])('asks what is meant by an operator in small letters: %s', async (text, word, meant, literal) => {
    const reply = await harness.type(`subscribe ${text}`)
    expect(textOf(reply)).toContain(
      `In small letters, ${word} is no more than a word. Which topic is meant: ${meant} or ${literal}?`,
    )
    expect(reply.actions?.map(({ command }) => command)).toEqual([
      `subscribe ${meant}`,
      `subscribe ${literal}`,
    ])
    expect(await topics()).toEqual([])
    await harness.type(`confirm subscribe ${literal}`)
    expect(await topics()).toEqual([literal])
  })

  it.each(['robots OR drones', '"this or that"', 'robots -video', 'nothing', 'or'])(
    'asks nothing about %s',
    async text => expect(textOf(await harness.type(`subscribe ${text}`))).not.toContain('small letters'),
  )

  it.each([
    ['cs.CL', 'cat:cs.CL'],
    ['cs.cl OR cs.lg', 'cat:cs.CL OR cat:cs.LG'],
    ['robots cs*', 'robots cat:cs.*'],
  ])('asks whether a category is meant: %s', async (text, meant) => {
    const reply = await harness.type(`subscribe ${text}`)
    expect(textOf(reply)).toContain(`/papers subscribe ${meant}`)
    expect(reply.actions?.map(({ command }) => command)).toEqual([`subscribe ${meant}`, `subscribe ${text}`])
    expect(await topics()).toEqual([])
  })

  it.each([
    ['Qwen 3', 'qwen-3', 'qwen 3'],
    ['YOLO v8', 'yolo-v8', 'yolo v8'],
  ])('asks which way to write a name and its number is meant: %s', async (text, name, literal) => {
    const reply = await harness.type(`subscribe ${text}`)
    expect(textOf(reply)).toContain(
      `${name} follows ${name.replace('-', '')}, ${name} and ${literal}; ${literal} only papers with both words apart.`,
    )
    expect(reply.actions?.map(({ command }) => command)).toEqual([
      `subscribe ${name}`,
      `subscribe ${literal}`,
    ])
    await harness.type(`confirm subscribe ${literal}`)
    expect(await topics()).toEqual([literal])
  })

  it.each(['qwen-3', 'Qwen3', 'Qwen 3 agents', 'deep fake', 'agents 2025', 'qwen 3 cat:cs.CL'])(
    'asks nothing about the writing of %s',
    async text => {
      expect(textOf(await harness.type(`subscribe ${text}`))).not.toContain('words apart')
    },
  )

  it.each([
    ['cs.*', 'cat:cs'],
    ['robots -cs.CL*', 'robots -cat:cs.CL'],
  ])('a wildcard behind a category can only mean that category: %s', async (text, topic) => {
    await harness.type(`confirm subscribe ${text}`)
    expect(await topics()).toEqual([topic])
  })

  it.each(['cat:cs.CL', 'node.js', '"cs.CL"', '"a cs.CL b"', 'cs.XX'])(
    '%s is no category without cat:',
    async text => {
      expect(textOf(await harness.type(`subscribe ${text}`))).not.toContain('categories are')
    },
  )

  it.each([
    ['robots daily', 'robots', 'daily'],
    ['robots every monday', 'robots', 'every monday'],
    ['world models, at 9am', 'world models', 'at 9am'],
    ['robots 9:00 weekdays Europe/Paris', 'robots', '9:00 weekdays Europe/Paris'],
  ])('says where times are set: %s', async (text, topic, when) => {
    const reply = await harness.type(`subscribe ${text}`)
    expect(textOf(reply)).toContain(`/papers schedule ${when}`)
    expect(reply.actions).toEqual([{ label: `Subscribe to ${topic}`, command: `subscribe ${topic}` }])
  })

  it.each(['black friday', 'robots daily life vision', 'daily', 'robots at scale', 'one day'])(
    'finds no time in %s',
    async text => {
      expect(textOf(await harness.type(`subscribe ${text}`))).not.toContain('/papers schedule')
    },
  )

  it('isn’t to a number', async () => {
    expect(textOf(await harness.type('subscribe 10'))).toBe(
      '10 is a number; a topic is words. To search for it, write "10".',
    )
    expect(textOf(await harness.type('subscribe 2024'))).not.toContain('is a number')
  })

  it.each([
    ['agents, robots', 'agents robots', ['agents', 'robots']],
    [
      'agents\nworld models; has:code',
      'agents world models has:code',
      ['agents', 'world models', 'has:code'],
    ],
    ['agents、robots', 'agents robots', ['agents', 'robots']],
  ])('of a list asks whether it is one topic: %j', async (text, whole, parts) => {
    const reply = await harness.type(`subscribe ${text}`)
    expect(await topics()).toEqual([])
    expect(textOf(reply)).toContain('A comma doesn’t separate topics')
    expect(reply.actions?.map(({ command }) => command)).toEqual([
      `confirm subscribe ${whole}`,
      ...parts.map(part => `subscribe ${part}`),
    ])
    await harness.type(`confirm subscribe ${whole}`)
    expect(await topics()).toEqual([whole])
  })

  it.each(['"agents, robots"', '(agents, robots)', 'stars>1,000', 'agents,'])(
    'of %s is about one topic',
    async text => expect(textOf(await harness.type(`subscribe ${text}`))).not.toContain('comma'),
  )

  it('follows no link', async () => {
    const reply = await harness.type('subscribe <https://arxiv.org/list/cs.CL/recent>')
    expect(textOf(reply)).toBe('https://arxiv.org/list/cs.CL/recent is a link; a topic is words.')
  })

  it('follows no single paper', async () => {
    const reply = await harness.type('subscribe https://arxiv.org/abs/2611.00010')
    expect(textOf(reply)).toBe(
      '2611.00010 is one paper; a topic is words. To see the paper, show 2611.00010.',
    )
    expect(reply.actions).toBeUndefined()
  })

  it('keeps the time of the next digest while other topics are followed', async () => {
    await harness.type('confirm subscribe agents')
    harness.clock.set('2026-11-25T10:00Z')
    const before = await stored()
    await harness.type('confirm subscribe robots')
    expect(await stored()).toEqual(before)
  })

  it('starts with the next slot if nothing was followed any more', async () => {
    await harness.type('confirm subscribe agents')
    await harness.type('unsubscribe agents')
    harness.clock.set('2026-11-25T10:00Z')
    await harness.type('confirm subscribe robots')
    expect((await stored())?.nextSlotAt).toBe(Date.parse('2026-11-26T09:00Z'))
  })

  it('ends a pause because the platform rejected the channel, and keeps a person’s', async () => {
    await harness.store.channels.save(aChannel({ pausedBy: { person: 'Bo', at: 1 } }))
    await harness.type('confirm subscribe agents')
    await harness.store.channels.pause(CHANNEL, 'The bot was removed.')
    await harness.type('confirm subscribe robots')
    expect((await stored())?.pausedReason).toBeUndefined()
    expect((await stored())?.pausedBy).toEqual({ person: 'Bo', at: 1 })
  })

  it('accepts the fiftieth topic, and refuses the next one', async () => {
    for (let number = 1; number <= 50; number++) await harness.type(`confirm subscribe topic${number}`)
    expect(await topics()).toHaveLength(50)
    for (const text of ['subscribe more', 'confirm subscribe more']) {
      const reply = await harness.type(text)
      expect(reply).toMatchObject({ visibility: 'ephemeral' })
      expect(textOf(reply)).toMatch(/50.*\/papers unsubscribe/)
      expect(reply.actions).toBeUndefined()
    }
    expect(textOf(await harness.type('subscribe topic7'))).toContain('already subscribed')
    expect(await topics()).toHaveLength(50)
  })

  it.each([
    ['Agents', 'agents'],
    ['agent', 'agents'],
    ['video diffusion', 'diffusion video'],
    ['robots OR (agents planning)', '(planning agent) OR robot'],
    ['robots OR agents', 'agents OR robots OR agent'],
    ['agents NOT survey', '-surveys agents'],
    ['“small models”', '"Small  Models"'],
    ['*', ''],
  ])('to “%s”, typed as “%s”, says that it is subscribed already', async (topic, respelled) => {
    await harness.type(`subscribe ${topic}`)
    const [stored = ''] = await topics()
    const again = await harness.type(`subscribe ${respelled}`)
    expect(again).toMatchObject({ visibility: 'ephemeral' })
    expect(textOf(again)).toBe(
      `This channel is already subscribed to ${stored === '*' ? 'the general digest' : stored}.`,
    )
    expect(await topics()).toEqual([stored])
    expect((await harness.type(`unsubscribe ${respelled || '*'}`)).visibility).toBe('public')
    expect(await topics()).toEqual([])
  })

  it.each([
    ['"small models"', 'small models'],
    ['agents', '-agents'],
    ['agents', 'title:agents'],
    ['agents OR robots', 'agents robots'],
    ['agents', 'agent*'],
    ['cat:cs.CL', 'cat:cs.LG'],
  ])('to “%s” is not the same as to “%s”', async (topic, other) => {
    await harness.type(`subscribe ${topic}`)
    expect((await harness.type(`subscribe ${other}`)).visibility).toBe('public')
    expect(await topics()).toHaveLength(2)
  })

  it('to a topic beside the general digest says how to stop that', async () => {
    await harness.type('subscribe')
    expect(textOf(await harness.type('subscribe agents'))).toContain(
      'The general digest comes too. To stop it: /papers unsubscribe the general digest',
    )
    await harness.type('unsubscribe the general digest', { origin: 'typed' })
    expect(await topics()).toEqual(['agents'])
    expect(textOf(await harness.type('subscribe robots'))).not.toContain('general digest')
  })

  it.each(['subscribe (agents', 'subscribe agents sort:new'])('%s is refused', async text => {
    const reply = await harness.type(text)
    expect(reply.visibility).toBe('ephemeral')
    expect(await topics()).toEqual([])
  })
})

describe('subscribe without a topic', () => {
  /** Papers with these keywords, so many of each. */
  const record = (keywords: Record<string, number>) =>
    harness.store.papers.record(
      Object.entries(keywords).flatMap(([keyword, count], group) =>
        Array.from({ length: count }, (_, index) =>
          candidate(`2611.${10 + group}${String(index).padStart(3, '0')}`, {
            paper: { title: `Untitled ${group} ${index}`, abstract: '', keywords: keyword.split(',') },
          }),
        ),
      ),
      harness.clock.now(),
    )

  it('subscribes to the general digest, and offers topics with their papers a week, most first', async () => {
    await record({ zithers: 3, lanterns: 5, walrus: 1 })
    const reply = await harness.type('subscribe')
    expect(reply.visibility).toBe('public')
    expect(await topics()).toEqual(['*'])
    expect(textOf(reply)).toMatch(
      /^Ada subscribed this channel to the general digest\. Next digest: today at 09:00.*\.\n9 papers in the last week\. /,
    )
    expect(reply.choice?.options).toEqual([
      { label: 'lanterns · 5 papers a week', command: 'subscribe lanterns' },
      { label: 'zithers · 3 papers a week', command: 'subscribe zithers' },
      { label: 'walrus · 1 paper a week', command: 'subscribe walrus' },
    ])
    const picked = await harness.type('subscribe lanterns', { origin: 'control' })
    expect(picked.digest?.title).toBe('Last week: 5 papers')
    expect(await topics()).toEqual(['*', 'lanterns'])
  })

  it('counts what the topic matches, not how often it is a keyword', async () => {
    await record({ zithers: 2, lanterns: 3 })
    await harness.store.papers.record(
      [0, 1].map(index => candidate(`2612.0000${index}`, { paper: { title: 'A Zither', keywords: [] } })),
      harness.clock.now(),
    )
    const labels = (await harness.type('subscribe')).choice?.options.map(({ label }) => label)
    expect(labels).toEqual(['zithers · 4 papers a week', 'lanterns · 3 papers a week'])
  })

  it('offers twelve at most, none that is subscribed, means nearly the same, or matches nearly everything', async () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`word${index}`, 30 - index]))
    await record({ ...many, 'zither,zithers,a zither': 40, 'lanterns,paper lanterns': 39 })
    await harness.type('subscribe word0')
    const options = (await harness.type('subscribe')).choice?.options.map(({ command }) => command)
    expect(options).toHaveLength(12)
    expect(options?.slice(0, 4)).toEqual([
      'subscribe zither',
      'subscribe lanterns',
      'subscribe word1',
      'subscribe word2',
    ])
  })

  it.each([
    [4, ['lanterns', 'small lanterns']],
    [5, ['lanterns']],
  ])('takes topics for the same when %d of 10 papers have both', async (both, offered) => {
    await record({ lanterns: 10 - both, 'small lanterns': both, walrus: 4 })
    const options = (await harness.type('subscribe')).choice?.options.map(({ command }) => command)
    expect(options?.filter(command => command.includes('lanterns'))).toEqual(
      offered.map(topic => `subscribe ${topic}`),
    )
  })

  it('offers fields of research that papers are about even if no paper has keywords', async () => {
    const about = (id: string, title: string) =>
      candidate(id, { paper: { title, abstract: '', keywords: [] } })
    await harness.store.papers.record(
      [
        about('2611.00001', 'Robotics at Sea'),
        about('2611.00002', 'Robotics on Land'),
        about('2611.00003', 'Reinforcement Learning'),
      ],
      harness.clock.now(),
    )
    const labels = (await harness.type('subscribe')).choice?.options.map(({ label }) => label)
    expect(labels).toEqual(['robotics · 2 papers a week', 'reinforcement learning · 1 paper a week'])
  })

  it('says how to add a topic while no papers are known, and offers the menu to those who ask again', async () => {
    const reply = await harness.type('subscribe')
    expect(reply.choice).toBeUndefined()
    expect(textOf(reply)).toMatch(/\nTo add a topic: \/papers subscribe agents$/)
    harness = await createAppHarness('2026-11-23T08:30Z')
    await record({ lanterns: 2 })
    await harness.type('subscribe')
    const again = await harness.type('subscribe')
    expect(again.visibility).toBe('ephemeral')
    expect(again.choice?.options).toHaveLength(1)
  })
})
