import { beforeEach, describe, expect, it } from 'vitest'
import { authorsText, detailsOf } from '../../../src/commands/papers/show.ts'
import type { LinkedRepos, Paper } from '../../../src/papers/paper.ts'
import { type AppHarness, createAppHarness, textOf } from '../../fixtures/app-harness.ts'
import { candidate } from '../../fixtures/candidates.ts'

const authors = (count: number): string[] => Array.from({ length: count }, (_, index) => `Author ${index}`)

it.each([
  [1, /^Author 0$/],
  [10, /, Author 9$/],
  [11, /, Author 9 and 1 more$/],
  [664, /, Author 9 and 654 more$/],
])('of %d authors ten are named', (count, text) => expect(authorsText(authors(count))).toMatch(text))

describe('all that is known about a paper', () => {
  const all: Partial<Paper> = {
    codeUrl: 'https://github.com/example/agents',
    projectUrl: 'https://agents.example.org/',
    organization: 'Example Lab',
    categories: ['cs.AI', 'cs.LG'],
    keywords: ['agents', 'plans'],
  }
  const rights = { isStored: true, mayChange: false }
  const links = (paper: Partial<Paper>): string[] =>
    detailsOf(candidate('2611.00001', { paper }), rights)
      .lines.slice(1)
      .flat()
      .flatMap(({ text, url }) => (url ? [text] : []))

  it('links to its pages, and to its code and project if there are any', () => {
    expect(links({})).toHaveLength(3)
    expect(links(all)).toHaveLength(5)
    expect(links({ codeUrl: all.codeUrl })).toHaveLength(4)
  })

  it('has a line for each of its names', () => {
    const text = textOf(detailsOf(candidate('2611.00001', { paper: all }), rights))
    for (const line of ['Ada Example, Bo Sample', 'Example Lab', 'cs.AI, cs.LG', 'agents, plans']) {
      expect(text).toMatch(new RegExp(`: ${line}$`, 'm'))
    }
    const bare = detailsOf(candidate('2611.00001', { paper: { authors: [] } }), rights)
    expect(bare.lines).toHaveLength(4)
  })

  it('has its counts and dates in one line, the list’s date only if it was on one', () => {
    const facts = (counts: { upvotes: number; comments: number }, isStored: boolean): string[] =>
      textOf(detailsOf(candidate('2611.00001', { counts }), { isStored, mayChange: false }))
        .split('\n')[2]
        ?.split(' · ') ?? []
    expect(facts({ upvotes: 7, comments: 1 }, true)).toEqual([
      '▲ 7',
      '1 comment',
      expect.stringMatching(/22 November 2026.*23 November 2026/),
    ])
    expect(facts({ upvotes: 7, comments: 0 }, false)).toEqual([
      '▲ 7',
      expect.not.stringContaining('23 November'),
    ])
  })

  it('can be posted and downranked by those who may change the channel', () => {
    const commands = (mayChange: boolean) =>
      detailsOf(candidate('2611.00001'), { isStored: true, mayChange }).actions?.map(({ command }) => command)
    expect(commands(false)).toEqual(['similar 2611.00001', 'cite 2611.00001'])
    expect(commands(true)).toEqual([
      'similar 2611.00001',
      'cite 2611.00001',
      'post-paper 2611.00001',
      'downrank 2611.00001',
    ])
  })

  it('can’t be posted or downranked where the paper was withdrawn', () => {
    const withdrawn = candidate('2611.00001', { paper: { withdrawn: true } })
    const { actions } = detailsOf(withdrawn, { isStored: true, mayChange: true })
    expect(actions?.map(({ label }) => label)).toEqual(['Similar', 'BibTeX'])
  })

  it('is shown to the asker alone, its abstract after the title', () => {
    const reply = detailsOf(candidate('2611.00001'), rights)
    expect(reply.visibility).toBe('ephemeral')
    expect(textOf(reply).split('\n')[1]).toBe(candidate('2611.00001').paper.abstract)
  })

  it('has its keywords last, below all links', () => {
    const linked = { models: { count: 1, url: 'https://m/' } }
    const lines = textOf(detailsOf({ ...candidate('2611.00001', { paper: all }), linked }, rights)).split(
      '\n',
    )
    expect(lines.slice(2).map(line => line.replace(/[: ·].*/, ''))).toEqual([
      '▲',
      'Authors',
      'Organisation',
      'Categories',
      'On',
      'Hugging',
      'Keywords',
    ])
  })

  it.each([2_000, 2_001])('of an abstract of %d characters has the first 2,000', length => {
    const abstract = 'a'.repeat(length)
    const line = textOf(detailsOf(candidate('2611.00001', { paper: { abstract } }), rights)).split('\n')[1]
    expect(line).toHaveLength(2_000)
    expect(line?.endsWith('…')).toBe(length > 2_000)
  })

  it.each<[LinkedRepos | undefined, string | undefined]>([
    [
      {
        models: { count: 1_200, url: 'https://m/' },
        datasets: { count: 3, url: 'https://d/' },
        spaces: { count: 5, url: 'https://s/' },
      },
      '1.2k models <https://m/> · 3 datasets <https://d/> · 5 Spaces <https://s/>',
    ],
    [{ datasets: { count: 1, url: 'https://d/' } }, '1 dataset <https://d/>'],
    [
      { models: { count: 1, url: 'https://m/' }, spaces: { count: 1, url: 'https://s/' } },
      '1 model <https://m/> · 1 Space <https://s/>',
    ],
    [{}, undefined],
    [undefined, undefined],
  ])('links to what cites it: case %#', (linked, text) => {
    const { lines } = detailsOf({ ...candidate('2611.00001'), linked }, rights)
    const line = lines.find(([first]) => first?.text === 'On Hugging Face: ')
    const shown = line?.slice(1).map(span => (span.url ? `${span.text} <${span.url}>` : span.text))
    expect(shown?.join('')).toBe(text)
  })

  it('says that it was withdrawn before anything else', () => {
    const line = (withdrawn?: boolean) =>
      textOf(detailsOf(candidate('2611.00001', { paper: { withdrawn } }), rights)).split('\n')[1]
    expect(line(true)).toBe('This paper was withdrawn.')
    expect(line()).toBe(candidate('2611.00001').paper.abstract)
  })
})

describe('Details', () => {
  let harness: AppHarness
  const counts = { upvotes: 7, comments: 4 }
  beforeEach(async () => {
    harness = await createAppHarness('2026-11-23T08:30Z')
    await harness.store.papers.record([candidate('2611.00001', { counts })], harness.clock.now())
    await harness.store.papers.categorise('2611.00001', ['cs.CL'])
    return () => harness.store.close()
  })
  const models = { count: 12, url: 'https://huggingface.co/models?other=arxiv:2611.00001' }

  it.each(['show 2611.00001', 'paper 2611.00001', '2611.00001', 'search 2611.00001', 'lookup 2611.00001'])(
    'by %s say what cites a stored paper, and that it was withdrawn since',
    async text => {
      const { paper } = candidate('2611.00001', { paper: { withdrawn: true } })
      harness.lookUps.papers.set(paper.id, { paper, linked: { models } })
      const reply = await harness.type(text)
      expect(textOf(reply)).toMatch(/^This paper was withdrawn\.$/m)
      expect(reply.lines.flat()).toContainEqual({ text: '12 models', url: models.url })
      expect(harness.lookUps.asked).toEqual(['2611.00001'])
    },
  )

  it('of a paper that isn’t stored say it as well', async () => {
    const { paper } = candidate('2611.00009')
    harness.lookUps.papers.set(paper.id, { paper, linked: { models } })
    expect(textOf(await harness.type('show 2611.00009'))).toMatch(/^On Hugging Face: 12 models$/m)
  })

  it('come without it while the source is down, with the stored comments', async () => {
    harness.lookUps.failure = 'It is down'
    const text = textOf(await harness.type('show 2611.00001'))
    expect(text).not.toContain('On Hugging Face')
    expect(text).toContain('4 comments')
  })

  it('store nothing of what the source counts now', async () => {
    const { paper } = candidate('2611.00001')
    harness.lookUps.papers.set(paper.id, { paper, counts: { upvotes: 9, comments: 0 }, linked: { models } })
    for (const _ of [1, 2])
      expect(textOf(await harness.type('show 2611.00001'))).toMatch(/▲ 7.* · 4 comments/)
    expect((await harness.store.papers.find('2611.00001'))?.counts).toEqual(counts)
  })

  it.each(['ris', 'as APA', 'in ieee style'])('as BibTeX aren’t %s', async format => {
    const reply = await harness.type(`cite 2611.00001 ${format}`)
    expect(reply.verbatim).toBeUndefined()
    expect(textOf(reply)).toMatch(/^\/papers cite gives BibTeX, not \w+\. .*\/papers export 2611\.00001 ris$/)
    expect((await harness.type('cite 2611.00001 as bibtex')).verbatim).toContain('@misc')
  })

  it('as BibTeX ask no source about a paper whose category is stored', async () => {
    const reply = await harness.type('cite 2611.00001')
    expect(reply.verbatim).toContain('cs.CL')
    expect(harness.lookUps.asked).toEqual([])
  })
})

describe('papers that a message links to', () => {
  let harness: AppHarness
  beforeEach(async () => {
    harness = await createAppHarness('2026-11-23T08:30Z')
    const ids = Array.from({ length: 12 }, (_, index) => `2611.000${10 + index}`)
    await harness.store.papers.record(
      ids.map(id => candidate(id)),
      harness.clock.now(),
    )
    return () => harness.store.close()
  })

  const shown = async (text: string) => (await harness.type('lookup', { form: { text: [text] } })).digest

  it('are shown with details if it is one, and as a list if there are several', async () => {
    expect((await harness.type('cite 2611.00010')).verbatim).toContain('2611.00010')
    expect(textOf(await harness.type('lookup 2611.00010'))).toContain('2611.00010')
    const digest = await shown('Read https://arxiv.org/abs/2611.00010 and 2611.00011, 2611.00010 first')
    expect(digest?.entries.map(({ paperId }) => paperId)).toEqual(['2611.00010', '2611.00011'])
    expect(digest?.notes).toEqual([])
  })

  it('are ten at most', async () => {
    const digest = await shown(Array.from({ length: 12 }, (_, index) => `2611.000${10 + index}`).join(' '))
    const next = digest?.actions.map(({ command }) => command) ?? []
    expect(next).toEqual([
      expect.stringMatching(/^page 2 lookup 2611\.00010 .*2611\.00019$/),
      expect.stringMatching(/^export lookup 2611\.00010 .*2611\.00019$/),
    ])
  })

  it('are named if they couldn’t be found', async () => {
    const digest = await shown('2611.00010 2611.00099')
    expect(digest?.entries).toHaveLength(1)
    expect(digest?.notes.flat().map(({ text }) => text)).toEqual([expect.stringMatching(/: 2611\.00099$/)])
    const none = await harness.type('lookup 2611.00098 2611.00099')
    expect(none.digest).toBeUndefined()
    expect(textOf(none)).toContain('2611.00098, 2611.00099')
  })

  it('are none in most messages', async () => {
    const reply = await harness.type('lookup', { form: { text: ['Lunch?'] } })
    expect(reply).toMatchObject({ visibility: 'ephemeral' })
    expect(reply.lines).toHaveLength(1)
  })
})
