import { describe, expect, it } from 'vitest'
import { SEARCH } from '../../config/defaults.ts'
import { type LimitedPaperIndex, TooBroadError } from '../../src/ports/paper-index.ts'
import { printQuery } from '../../src/search/query/printer.ts'
import { createSearch } from '../../src/search/search.ts'
import { listed, NOW } from '../contracts/store/samples.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { openLibrary } from './library.ts'

describe('a category without cat:', () => {
  it.each([
    ['cs.CL', ['For arXiv’s categories, write cat:cs.CL.']],
    ['cs*', ['For arXiv’s categories, write cat:cs.*.']],
    ['css', []],
  ])('%s is words, and a note says how to ask for the category', async (query, notes) => {
    const { add, find } = await openLibrary()
    await add('2611.00001', { title: 'CSS in CS.CL' })
    expect(await find(query)).toMatchObject({ total: 1, notes })
  })
})

it('notes how to ask for a time that is named in words', async () => {
  const { find } = await openLibrary()
  expect(await find('agents of the last week')).toMatchObject({
    notes: ['For papers of that time, write since:1w.'],
  })
})

describe('an operator in small letters', () => {
  const OR = '“or” is left out in small letters. For papers with either, write '
  const LEAVES_OUT = (word: string) => `“${word}” leaves nothing out in small letters. Write `

  it.each([
    ['planning or memory', `${OR}planning OR memory.`],
    ['planning or memory or tools', `${OR}planning OR memory OR tools.`],
    ['large planning agents not survey papers', `${LEAVES_OUT('not')}large planning agents -survey papers.`],
    ['agents not survey', `${LEAVES_OUT('not')}agents -survey.`],
    ['agents, but not survey', `${LEAVES_OUT('but not')}agents -survey.`],
    ['agents excluding survey', `${LEAVES_OUT('excluding')}agents -survey.`],
    ['agents except for survey', `${LEAVES_OUT('except for')}agents -survey.`],
  ])('is noted: %s', async (query, note) => {
    const { find } = await openLibrary()
    expect(await find(query)).toMatchObject({ notes: [note] })
  })

  it.each([
    'attention is not explanation',
    'why not agents',
    'agents NOT survey',
    'planning OR memory',
    '"planning or memory"',
    'learning without labels',
    'very large planning agents not survey papers',
    'planning or memory in agents',
    'to be or not to be',
    'thought or not',
    'Does RLHF help or hurt?',
    'agents or the robots',
    'a model that can generate text or images from speech',
    'a method which aligns large models with values but not facts',
    'or',
    'not',
  ])('isn’t meant: %s', async query => {
    const { find } = await openLibrary()
    expect(await find(query)).toMatchObject({ notes: [] })
  })
})

it.each([
  ['large language model agents - survey', ['-survey']],
  ['large language model agents – new surveys', ['-new']],
  ['Cat and Mouse – Can Fake Text Win?', []],
  ['large language model agents -survey', []],
])('a dash that leaves nothing out is noted: %s', async (query, words) => {
  const { find } = await openLibrary()
  const notes = words.map(
    word => `A dash with blanks around it leaves nothing out. To leave papers out, write ${word}.`,
  )
  expect(await find(query)).toMatchObject({ notes })
})

it.each([
  ['papers like 2611.00001', ['A search for 2611.00001 alone shows that paper.']],
  ['agents id:2611.00001', []],
  ['agents 2611', []],
])('an id among other words is noted: %s', async (query, notes) => {
  const { find } = await openLibrary()
  expect(await find(query)).toMatchObject({ notes })
})

describe('several ids', () => {
  it('are the papers that have one of them', async () => {
    const { add, find, ids } = await openLibrary()
    await add('2611.00001')
    await add('2611.00002')
    await add('2611.00003', { title: 'On 2611.00001 and 2611.00002' })
    expect(await ids('2611.00002, https://arxiv.org/abs/2611.00001v2')).toEqual(['2611.00002', '2611.00001'])
    expect(await find('2611.00001 2611.00002')).toMatchObject({ total: 2, notes: [] })
    expect(await find('2611.00001 and 2611.00009 or 2611.00008')).toMatchObject({
      total: 1,
      notes: ['2611.00009 and 2611.00008 aren’t stored. A search for one id alone looks it up.'],
    })
    expect(await find('2611.00001 2611.00009')).toMatchObject({
      notes: ['2611.00009 isn’t stored. A search for one id alone looks it up.'],
    })
  })
})

describe('the order of results', () => {
  it('has phrases before near words, and those before words that merely both occur', async () => {
    const { add, ids } = await openLibrary()
    const far = `Sparse things ${'and others '.repeat(12)} attention.`
    await add('2611.00001', { abstract: far })
    await add('2611.00002', { abstract: 'Sparse yet very good attention is all we have.' })
    await add('2611.00003', { abstract: 'We study sparse attention here.' })
    expect(await ids('sparse attention')).toEqual(['2611.00003', '2611.00002', '2611.00001'])
  })

  it('has words as they were typed, small ones included, before others', async () => {
    const { add, ids } = await openLibrary()
    await add('2611.00001', { title: 'Text to speech' })
    await add('2611.00002', { title: 'Speech text' })
    await add('2611.00003', { title: 'Text, speech' })
    expect(await ids('papers about text to speech')).toEqual(['2611.00001', '2611.00003', '2611.00002'])
    expect(await ids('text speech')).toEqual(['2611.00003', '2611.00002', '2611.00001'])
  })

  it('has a title before keywords, authors, organisation and abstract', async () => {
    const { add, ids } = await openLibrary()
    await add('2611.00001', { abstract: 'On aurora.' })
    await add('2611.00002', { organization: 'Aurora' })
    await add('2611.00003', { authors: ['Ada Example', 'Bo Aurora'] })
    await add('2611.00004', { keywords: ['aurora'] })
    await add('2611.00005', { title: 'The Long Tale of an Aurora' })
    await add('2611.00006', { title: 'Aurora' })
    expect(await ids('aurora')).toEqual(['6', '5', '4', '3', '2', '1'].map(end => `2611.0000${end}`))
  })

  it('has a first author before others, and a word as it was typed before its other forms', async () => {
    const { add, ids } = await openLibrary()
    await add('2611.00001', { authors: ['Bo Sample', 'Ada Lovelace'] })
    await add('2611.00002', { authors: ['Ada Lovelace', 'Bo Sample'] })
    expect(await ids('lovelace')).toEqual(['2611.00002', '2611.00001'])
    await add('2611.00003', { title: 'Learning to Disrupt' })
    await add('2611.00004', { title: 'Learning by Disrupting' })
    expect(await ids('disrupting')).toEqual(['2611.00004', '2611.00003'])
  })

  it('depends on how new and how upvoted a paper is', async () => {
    const { add, ids } = await openLibrary()
    await add('2611.00001', { title: 'Aurora', day: '2024-11-23' }, { upvotes: 5 })
    await add('2611.00002', { title: 'Aurora' }, { upvotes: 5 })
    await add('2611.00003', { title: 'Aurora' }, { upvotes: 500 })
    expect(await ids('aurora')).toEqual(['2611.00003', '2611.00002', '2611.00001'])
    expect(await ids('aurora sort:new')).toEqual(['2611.00003', '2611.00002', '2611.00001'])
  })

  it('is by day or by upvotes on request', async () => {
    const { add, ids } = await openLibrary()
    await add('2611.00001', { title: 'Aurora', day: '2026-11-23' }, { upvotes: 1 })
    await add('2611.00002', { abstract: 'Aurora', day: '2026-11-20' }, { upvotes: 900 })
    await add('2611.00003', { title: 'Aurora', day: '2026-11-21' }, { upvotes: 30 })
    expect(await ids('aurora sort:new')).toEqual(['2611.00001', '2611.00003', '2611.00002'])
    expect(await ids('aurora sort:top')).toEqual(['2611.00002', '2611.00003', '2611.00001'])
  })

  it('has each paper on exactly one page', async () => {
    const { add, find, ids } = await openLibrary()
    for (let paper = 10; paper < 35; paper++) await add(`2611.000${paper}`, { title: `Aurora ${paper}` })
    const pages = await Promise.all([1, 2, 3, 4, 5].map(page => find('aurora', page, 5)))
    const shown = pages.flatMap(({ found }) => found.map(({ found }) => found.paper.id))
    expect(shown).toEqual(await ids('aurora'))
    expect(new Set(shown).size).toBe(25)
    expect((await find('aurora', 99, 5)).found).toEqual(pages[4]?.found)
  })
})

describe('a result', () => {
  it('shows where and why it matched, and the parts of its score', async () => {
    const { add, find } = await openLibrary()
    await add('2611.00001', { title: 'Sparse Attention', abstract: 'Attention is sparse. It is.' })
    const [result] = (await find('sparse attention')).found
    expect(result?.reason).toBe('in the title')
    expect(result?.highlights).toEqual([
      {
        field: 'title',
        text: 'Sparse Attention',
        marks: [
          [0, 6],
          [7, 16],
        ],
      },
      {
        field: 'abstract',
        text: 'Attention is sparse. It is.',
        marks: [
          [0, 9],
          [13, 19],
        ],
      },
    ])
    expect(result?.parts).toMatchObject({ text: 1, recency: 1 })
    expect(result?.score).toBeGreaterThan(0.9)
  })

  it('counts at most the newest 2,000, and says that there are more', async () => {
    const { store, find } = await openLibrary()
    const papers = Array.from({ length: 2_100 }, (_, index) =>
      listed(
        `26${String(1 + (index % 9)).padStart(2, '0')}.${10_000 + index}`,
        {},
        { title: `Aurora ${index}` },
      ),
    )
    await store.papers.record(papers, NOW)
    expect(await find('aurora', 1, 5)).toMatchObject({ total: 2_000, more: true })
    expect(await find('aurora 7', 1, 5)).toMatchObject({ total: 1, more: false })
  })
})

describe('a mistyped word', () => {
  it('has a suggested correction, which is never applied by itself', async () => {
    const { add, find } = await openLibrary()
    await add('2611.00001', { title: 'Diffusion Models' })
    await add('2611.00002', { title: 'Latent Diffusion' })
    for (const typed of ['difusion', 'diffusoin', 'ddiffusion', 'diffuzion']) {
      expect(await find(typed)).toMatchObject({ found: [], corrected: 'diffusion' })
    }
    expect(await find('title:difusion models')).toMatchObject({ corrected: 'title:diffusion models' })
    expect((await find('diffusion xylophone')).corrected).toBeUndefined()
  })

  it('has a suggestion even if a rare name has the same stem', async () => {
    const { add, find } = await openLibrary()
    for (const [place, title] of ['DiFuse-Net', 'Diffusion Models', 'Latent Diffusion'].entries()) {
      await add(`2611.0000${place}`, { title })
    }
    expect(await find('difusion')).toMatchObject({ total: 1, corrected: 'diffusion' })
  })

  it('has no suggestion in quotes, as a number, or without a similar word', async () => {
    const { add, find } = await openLibrary()
    await add('2611.00001', { title: 'Diffusion 12345' })
    await add('2611.00002', { title: 'Diffusion 12345' })
    for (const typed of ['"difusion"', '12354', 'zzzzzz', 'dif']) {
      expect((await find(typed)).corrected).toBeUndefined()
    }
  })
})

describe('similar papers', () => {
  it('share distinctive words, and are neither the paper itself nor its other listing', async () => {
    const { add, search, store } = await openLibrary()
    const abstract = 'Latent diffusion transformers denoise video frames with temporal attention.'
    const title = 'Latent Video Diffusion Transformers'
    await add('2611.00001', { title, abstract, keywords: ['video diffusion'] })
    await add('2611.00002', { title, abstract })
    await add('2611.00003', { title: 'Video Diffusion Transformers for Robots', abstract })
    for (let other = 10; other < 40; other++) {
      await add(`2611.000${other}`, {
        title: `Proof Search ${other}`,
        abstract: 'We prove a theorem about graphs.',
      })
    }
    const paper = await store.papers.find('2611.00001')
    const similar = paper ? await search.similar(paper.paper) : []
    expect(similar.map(({ found }) => found.paper.id)).toEqual(['2611.00003'])
    expect(similar[0]?.reason).toMatch(/^shares .*diffusion/)
  })
})

describe('a search that takes too long among all papers', () => {
  /** An index that has no time for queries without a day. */
  function hurried(index: LimitedPaperIndex, hasTime: (text: string) => boolean): LimitedPaperIndex {
    const find: LimitedPaperIndex['find'] = (query, options) =>
      hasTime(printQuery(query)) ? index.find(query, options) : Promise.reject(new TooBroadError())
    return { ...index, find, within: () => ({ ...index, find }) }
  }

  it.each([
    ['finds recent ones, and says so', 'since:90d', ['2611.00001'], 1],
    ['asks for more words where even that takes too long', 'nothing', undefined, 0],
  ])('%s', async (_, has, found, notes) => {
    const { store, add } = await openLibrary()
    await add('2611.00001', { title: 'Turnips' })
    await add('2601.00001', { title: 'Turnips', day: '2026-01-05' })
    const index = hurried(store.index, text => text.includes(has))
    const search = createSearch({ index, clock: createFakeClock(NOW), settings: SEARCH })
    const result = await search.search('turnips', { page: 1, pageSize: 5 })
    expect(result.ok && result.found.map(({ found }) => found.paper.id)).toEqual(found ?? false)
    if (result.ok) expect(result.notes).toHaveLength(notes)
    else expect(result.problem).toContain('takes too long')
  })
})
