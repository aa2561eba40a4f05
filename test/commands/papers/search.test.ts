import { beforeEach, describe, expect, it } from 'vitest'
import { type AppHarness, createAppHarness, textOf } from '../../fixtures/app-harness.ts'
import { candidate } from '../../fixtures/candidates.ts'

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:30Z')
  const titles = ['Diffusion of Turnips', 'Turnips, Lanterns and Cobalt', 'Turnips, Lanterns and Walrus']
  const papers = titles.map((title, index) => candidate(`2611.0000${index}`, { paper: { title } }))
  await harness.store.papers.record(papers, harness.clock.now())
  return () => harness.store.close()
})

const send = (query: string) => harness.type('search', { form: { query: [query] } })

describe('search', () => {
  it('lists what it found to the asker alone, with the fields that match', async () => {
    const reply = await harness.type('search diffusion', { mayChange: false })
    expect(reply.visibility).toBe('ephemeral')
    expect(reply.digest?.title).toContain('diffusion')
    expect(reply.digest?.entries.map(({ paperId }) => paperId)).toEqual(['2611.00000'])
    expect(reply.digest?.entries[0]?.facts.at(-1)?.text).toContain('title')
    expect(reply.actions).toEqual([])
  })

  it('offers the word that was probably meant, on the button', async () => {
    expect((await harness.type('search lantrens')).actions).toEqual([
      { label: 'Search for “lanterns”', command: 'search lanterns', inPlace: true },
    ])
  })

  it('says where no papers have been collected yet, and why if that failed', async () => {
    const empty = await createAppHarness('2026-11-23T08:30Z')
    const found = async (query: string): Promise<string> => textOf(await empty.type(`search ${query}`))
    expect(await found('agents')).toContain('No papers match agents. No papers have been collected yet;')
    expect(await found('cat:cs.CL')).toContain('No papers have been collected yet;')
    empty.source.failure = 'Hugging Face can’t be reached'
    await empty.app.start()
    await empty.at('2026-11-23T08:31Z')
    expect(await found('agents')).toContain('Hugging Face can’t be reached. Next try')
    await empty.app.stop()
    await empty.store.close()
  })

  it('offers to follow it to those who may, if it can be followed', async () => {
    const commands = async (text: string) => (await harness.type(text)).actions?.map(({ command }) => command)
    expect(await commands('search Turnips  Lanterns')).toEqual(['subscribe turnips lanterns'])
    expect(await commands('search turnips sort:new')).toEqual([])
  })

  it.each([
    '2611.00001',
    'arXiv:2611.00001v2',
    'https://arxiv.org/abs/2611.00001',
    '<https://hf.co/papers/2611.00001>',
  ])('of %s shows that paper, typed or filled in', async query => {
    const shown = await harness.type('show 2611.00001')
    expect(textOf(shown)).toContain('arXiv')
    expect(shown.actions?.[0]?.command).toBe('similar 2611.00001')
    expect(await harness.type(`search ${query}`)).toEqual(shown)
    expect(await send(query)).toEqual(shown)
    expect(await harness.type(`find ${query}`)).toEqual(shown)
  })

  it.each(['', 'search ', 'show '])('%sof several papers asks which one', async name => {
    for (const text of [
      '2611.00001 2611.00002',
      'https://arxiv.org/abs/2611.00001, arxiv.org/abs/2611.00002v2',
    ]) {
      const reply = await harness.type(`${name}${text}`)
      expect(textOf(reply)).toBe('Which of these papers?')
      expect(reply.actions?.map(({ command }) => command)).toEqual(['show 2611.00001', 'show 2611.00002'])
    }
  })

  it('of words with the number of a paper offers that paper where nothing is found', async () => {
    expect((await harness.type('search paper #2611.00001')).actions?.[0]?.command).toBe('show 2611.00001')
  })

  it.each(['similar to 2611.00001', 'papers like https://arxiv.org/abs/2611.00001', 'related 2611.00001'])(
    '%s finds similar papers, not its number',
    async query => {
      expect(await harness.type(`search ${query}`)).toEqual(await harness.type('similar 2611.00001'))
    },
  )

  it('for words that are similar to others is a search', async () => {
    expect(textOf(await harness.type('search similar to unheardof'))).toContain('No papers match')
  })

  it('of a paper that nobody knows says so', async () => {
    expect(textOf(await harness.type('search 2611.09999'))).toContain('2611.09999')
  })

  it.each([
    ['turnips cat:cs.CL', 'The categories of these papers aren’t known yet. Try it without cat:.'],
    ['cat:cs.CL', 'The categories of these papers aren’t known yet. Try it without cat:.'],
    ['unheardof cat:cs.CL', 'No papers match unheardof cat:cs.CL. Try fewer words.'],
    ['unheardof', 'No papers match unheardof. Try another word.'],
    ['"of cs.CL unheardof"', 'No papers match "of cs.CL unheardof". Try fewer words.'],
    ['cs.CL', 'No papers match cs.CL. For arXiv’s categories, write cat:cs.CL.'],
    ['unheardof (cs.cl OR stat.ml)', 'write unheardof (cat:cs.CL OR cat:stat.ML).'],
    ['since:2027-01-01', 'No papers match since:2027-01-01. Try other days.'],
    ['since:2d until:9d', 'No papers match since:2d until:9d. Try other days.'],
    ['upvotes>9 upvotes<3', 'No papers match upvotes>9 upvotes<3. Try other conditions.'],
    ['unheardof since:2027', 'No papers match unheardof since:2027. Try fewer words, or other days.'],
  ])('gives a hint that fits when nothing is found: %s', async (query, hint) => {
    expect(textOf(await harness.type(`search ${query}`))).toContain(hint)
  })

  it('asks for fewer words where the categories are known', async () => {
    await harness.store.papers.categorise('2611.00000', ['cs.AI'])
    expect(textOf(await harness.type('search diffusion cat:cs.CL'))).toContain('Try fewer words')
  })

  it('shows a form if nothing was typed, and again if nothing was filled in', async () => {
    for (const reply of [await harness.type('search'), await harness.type('search   ')]) {
      expect(reply.form).toMatchObject({ command: 'search', fields: [{ name: 'query', kind: 'text' }] })
      expect(reply.problems).toBeUndefined()
    }
    const again = await send('  ')
    expect(again.form).toBeUndefined()
    expect(Object.keys(again.problems ?? {})).toEqual(['query'])
  })

  it('prefers what was filled in to what was typed', async () => {
    const reply = await harness.type('search walrus', { form: { query: ['diffusion'] } })
    expect(reply.digest?.entries.map(({ paperId }) => paperId)).toEqual(['2611.00000'])
  })

  it('says what is wrong with a query, next to the field if there is one', async () => {
    const typed = await harness.type('search (turnips')
    expect(typed.problems).toBeUndefined()
    expect((await send('(turnips')).problems).toEqual({ query: textOf(typed) })
  })

  it('offers a correction if nothing or little is found', async () => {
    const none = await harness.type('search lantorns')
    expect(none.digest).toBeUndefined()
    expect(none.actions).toEqual([{ label: expect.any(String), command: 'search lanterns', inPlace: true }])
    expect(textOf(none)).toContain('lanterns')
    expect((await harness.type('search xyzzy')).actions).toEqual([])
  })
})

describe('similar', () => {
  it('lists papers that share most words, with those, to the asker alone', async () => {
    const reply = await harness.type('similar 2611.00001')
    expect(reply.visibility).toBe('ephemeral')
    expect(reply.digest?.title).toContain('Turnips, Lanterns and Cobalt')
    expect(reply.digest?.entries[0]).toMatchObject({ paperId: '2611.00002' })
    expect(reply.digest?.entries[0]?.facts.map(({ text }) => text).join()).toContain('lanterns')
  })

  it('has twenty at most', async () => {
    const papers = Array.from({ length: 25 }, (_, index) =>
      candidate(`2611.001${10 + index}`, { paper: { title: `Turnips, Lanterns and Number ${index}` } }),
    )
    await harness.store.papers.record(papers, harness.clock.now())
    const { digest } = await harness.type('similar 2611.00001')
    expect(digest?.notes.flat()[0]?.text).toMatch(/ 20$/)
    expect(digest?.actions.map(({ command }) => command)).toEqual([
      'page 2 similar 2611.00001',
      'export similar 2611.00001',
    ])
  })

  it('says so if there is none', async () => {
    const paper = { title: 'Zymurgy', abstract: 'Brewing hops quietly.' }
    await harness.store.papers.record([candidate('2611.00009', { paper })], harness.clock.now())
    const reply = await harness.type('similar 2611.00009')
    expect(reply.digest).toBeUndefined()
    expect(textOf(reply)).toContain('Zymurgy')
  })
})

describe('what another keyboard types', () => {
  const found = async (query: string) =>
    (await harness.type(`search ${query}`)).digest?.entries.map(({ paperId }) => paperId)

  it.each(['–walrus', '—walrus', '−walrus', '--walrus', 'NOT walrus', '－ｗａｌｒｕｓ'])(
    'leaves out what follows the dash of “lanterns %s”',
    async part => expect(await found(`lanterns ${part}`)).toEqual(['2611.00001']),
  )

  it.each([
    'title：cobalt',
    'turnips（cobalt OR nothing）',
    '「lanterns and cobalt」',
    '‘lanterns and cobalt’',
    'co\u00adbalt',
    'cobalt :fire:',
  ])('finds the same paper: %j', async query => expect(await found(query)).toEqual(['2611.00001']))

  it('finds the same paper first with a colon between two words', async () =>
    expect((await found('Turnips : Cobalt'))?.[0]).toBe('2611.00001'))

  it.each([
    [
      'lanterns  –  walrus',
      'The dash at character 11 stands alone. To leave a word out, write -walrus. Otherwise remove the dash.',
    ],
    [
      '- walrus',
      'The dash at character 1 stands alone. To leave a word out, write -walrus. Otherwise remove the dash.',
    ],
    [
      'lanterns   AND',
      'AND at character 12 needs a word on both sides. To search for the word, write it in lower case.',
    ],
    ['ﬁne   “walrus', 'Missing closing quote for the phrase at character 7.'],
    ['x:(a)', 'Unknown field “x” at character 1. Fields: title:, keyword:, author:, '],
  ])('is refused, with the place as it was typed: %j', async (query, problem) => {
    expect(textOf(await harness.type(`search ${query}`))).toContain(problem)
    expect(textOf(await harness.type(`subscribe ${query}`))).toContain(problem)
    expect(textOf(await harness.type(`trending week ${query}`))).toMatch(/at character \d+/)
    expect(Object.values((await send(query)).problems ?? {}).join()).toContain(problem)
  })

  it('never takes an emoji for everything', async () => {
    await harness.type('confirm subscribe turnips')
    expect(textOf(await harness.type('subscribe :fire:'))).toContain('No word to search for in “:fire:”')
    expect(textOf(await harness.type('unsubscribe :fire:'))).toContain('This channel’s subscriptions: ')
    expect(await harness.store.channels.topics('slack:T1/C1')).toEqual(['turnips'])
  })
})
