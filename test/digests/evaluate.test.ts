import { describe, expect, it } from 'vitest'
import { type ContentFilters, NO_CONTENT_FILTERS } from '../../src/channels/content-filters.ts'
import { type ChannelPreferences, evaluate } from '../../src/digests/evaluate.ts'
import type { Paper } from '../../src/papers/paper.ts'
import { candidate } from '../fixtures/candidates.ts'
import { rankByUpvotes } from '../fixtures/ranked-papers.ts'

const CODE = 'https://github.com/example/robots'
const upvoted = (upvotes: number, id: string, title: string, codeUrl?: string) =>
  candidate(id, { paper: { title, codeUrl }, counts: { upvotes, comments: 0 } })

/** With scores of 1, ⅔, ⅓ and 0. */
const PAPERS = [
  upvoted(40, '2611.00001', 'Robots That Paint'),
  upvoted(30, '2611.00002', 'Robots That Sing', CODE),
  upvoted(20, '2611.00003', 'Birds That Sing'),
  upvoted(10, '2611.00004', 'Birds That Paint', CODE),
]
const [first, second, third, fourth] = PAPERS.map(({ paper }) => paper.id)

const evaluated = ({
  topics = ['*'],
  posted = [],
  ...filters
}: Partial<ContentFilters & { topics: string[]; posted: string[] }>) => {
  const preferences: ChannelPreferences = {
    topics,
    filters: { ...NO_CONTENT_FILTERS, ...filters },
    posted: new Set(posted),
  }
  return evaluate(rankByUpvotes(PAPERS), preferences)
}
const included = (preferences: Parameters<typeof evaluated>[0]) =>
  evaluated(preferences)
    .filter(({ exclusion }) => !exclusion)
    .map(({ ranked }) => ranked.paper.id)
const reasons = (preferences: Parameters<typeof evaluated>[0]) =>
  evaluated(preferences).map(({ exclusion }) => exclusion)

describe('the topics of a channel', () => {
  it.each<[string[], [string | undefined, string[]][]]>([
    [[], []],
    [['fish'], []],
    [['*'], [first, second, third, fourth].map(id => [id, ['*']])],
    [
      ['birds'],
      [
        [third, ['birds']],
        [fourth, ['birds']],
      ],
    ],
    [
      ['sing', 'robots'],
      [
        [first, ['robots']],
        [second, ['sing', 'robots']],
        [third, ['sing']],
      ],
    ],
    [
      ['paint', '*'],
      [
        [first, ['paint', '*']],
        [second, ['*']],
        [third, ['*']],
        [fourth, ['paint', '*']],
      ],
    ],
  ])('%j select their papers, best first, each with the topics that match it', (topics, expected) => {
    expect(evaluated({ topics }).map(({ ranked, topics }) => [ranked.paper.id, topics])).toEqual(expected)
  })

  it('keep papers of the same score in order of rank, whichever topic comes first', () => {
    const same = [upvoted(10, '2611.00001', 'Robots'), upvoted(10, '2611.00002', 'Birds')]
    const both = evaluate(rankByUpvotes(same), {
      topics: ['birds', 'robots'],
      filters: NO_CONTENT_FILTERS,
      posted: new Set(),
    })
    expect(both.map(({ ranked }) => ranked.paper.title)).toEqual(['Robots', 'Birds'])
  })

  it('set nothing else on a paper that no filter concerns', () => {
    const [best] = evaluated({ topics: ['robots'] })
    expect(Object.keys(best ?? {}).sort()).toEqual(['ranked', 'score', 'topics'])
    expect(best?.score).toBe(1)
  })
})

describe('what a channel leaves out', () => {
  it.each<[string, Parameters<typeof evaluated>[0], (string | undefined)[]]>([
    ['nothing by default', {}, [first, second, third, fourth]],
    ['papers that it already got', { posted: ['2611.00002'] }, [first, third, fourth]],
    ['papers of a muted topic', { muted: ['birds'] }, [first, second]],
    ['papers of any muted topic', { muted: ['fish', 'title:paint'] }, [second, third]],
    ['all papers where everything is muted', { muted: ['*'] }, []],
    ['papers without code', { onlyCode: true }, [second, fourth]],
    ['no paper for a score of 33 % where 33 is asked for', { minScore: 33 }, [first, second, third]],
    ['papers that score less, in whole percents', { minScore: 34 }, [first, second]],
    ['no paper for a score of 67 % where 67 is asked for', { minScore: 67 }, [first, second]],
    ['all but a perfect score', { minScore: 100 }, [first]],
  ])('is %s', (_, preferences, expected) => expect(included(preferences)).toEqual(expected))

  it('has the first reason that applies', () => {
    const muted = ['fish', 'birds', 'sing']
    expect(reasons({ posted: ['2611.00003'], muted, onlyCode: true, minScore: 90 })).toEqual([
      { kind: 'no code' },
      { kind: 'muted', topic: 'sing' },
      { kind: 'already posted' },
      { kind: 'muted', topic: 'birds' },
    ])
    expect(reasons({ onlyCode: true, minScore: 90 })).toEqual([
      { kind: 'no code' },
      { kind: 'score' },
      { kind: 'no code' },
      { kind: 'score' },
    ])
  })
})

describe('downranked papers', () => {
  const WORDS = ['amber', 'birch', 'cedar', 'dune', 'ember', 'fjord', 'grove', 'heath', 'inlet', 'jetty']
  /** Terms of which the paper shares the first `shared`. */
  const termsOf = (shared: number, of: number) => [
    ...WORDS.slice(0, shared),
    ...Array.from({ length: of - shared }, (_, index) => `other${index}`),
  ]
  const best = candidate('2611.00001', {
    paper: { title: WORDS.join(' ') },
    counts: { upvotes: 9, comments: 0 },
  })
  const plain = candidate('2611.00002', { counts: { upvotes: 5, comments: 0 } })
  const last = candidate('2611.00003', { counts: { upvotes: 1, comments: 0 } })
  const downrank = (title: string, terms: readonly string[], paperId = '2610.00001') => ({
    paperId,
    title,
    terms,
  })
  const evaluatedWith = (downranked: ContentFilters['downranked'], minScore = 0) =>
    evaluate(rankByUpvotes([best, plain, last]), {
      topics: ['*'],
      filters: { ...NO_CONTENT_FILTERS, downranked, minScore },
      posted: new Set(),
    })
  const scoreOfBest = (downranked: ContentFilters['downranked']) =>
    evaluatedWith(downranked).find(({ ranked }) => ranked.paper.id === best.paper.id)?.score

  it.each([
    { shared: 0, of: 0, part: 1 },
    { shared: 0, of: 4, part: 1 },
    { shared: 1, of: 5, part: 1 },
    { shared: 6, of: 25, part: 1 },
    { shared: 1, of: 4, part: 0.75 },
    { shared: 1, of: 2, part: 0.5 },
    { shared: 3, of: 4, part: 0.25 },
    { shared: 8, of: 9, part: 1 / 9 },
    { shared: 10, of: 11, part: 0.1 },
    { shared: 1, of: 1, part: 0.1 },
  ])('leave a paper that shares $shared of $of terms $part of its score', ({ shared, of, part }) => {
    expect(scoreOfBest([downrank('Unliked', termsOf(shared, of))])).toBeCloseTo(part, 10)
  })

  it('are named with the shared terms: the most similar one, and the first of equals', () => {
    const quarter = downrank('A Quarter', termsOf(1, 4))
    const half = downrank('A Half', termsOf(2, 4))
    const otherHalf = downrank('Another Half', ['cedar', 'other'])
    const downrankedByOf = (downranked: ContentFilters['downranked']) =>
      evaluatedWith(downranked).find(({ ranked }) => ranked.paper.id === best.paper.id)?.downrankedBy
    for (const downranked of [
      [quarter, half, otherHalf],
      [half, otherHalf, quarter],
    ])
      expect(downrankedByOf(downranked)).toEqual({ title: 'A Half', shared: ['amber', 'birch'] })
    expect(downrankedByOf([otherHalf, half])).toEqual({ title: 'Another Half', shared: ['cedar'] })
  })

  it('are most similar to themselves, whatever their terms', () => {
    const [, self] = evaluatedWith([downrank('Itself', ['birch', 'other'], best.paper.id)])
    expect(self?.downrankedBy).toEqual({ title: 'Itself', shared: ['birch'] })
    expect(self?.score).toBeCloseTo(0.1, 10)
  })

  it("lower a similar paper's place", () => {
    const order = evaluatedWith([downrank('Unliked', termsOf(3, 4))]).map(({ ranked }) => ranked.paper.id)
    expect(order).toEqual([plain.paper.id, best.paper.id, last.paper.id])
  })

  it("can put a paper below the channel's minimum score", () => {
    const out = evaluatedWith([downrank('Unliked', termsOf(3, 4))], 30).map(({ exclusion }) => exclusion)
    expect(out).toEqual([undefined, { kind: 'score' }, { kind: 'score' }])
  })
})

describe('papers that nobody could vote on', () => {
  const announced = (id: string, title: string, paper: Partial<Paper> = {}) =>
    candidate(id, { paper: { title, sources: ['arxiv'], ...paper }, counts: undefined })
  const both = (...unvoted: ReturnType<typeof announced>[]) => rankByUpvotes([...PAPERS, ...unvoted])
  const idsFor = (
    rankedPapers: ReturnType<typeof rankByUpvotes>,
    topics: string[],
    filters: Partial<ContentFilters> = {},
  ) =>
    evaluate(rankedPapers, {
      topics,
      filters: { ...NO_CONTENT_FILTERS, ...filters },
      posted: new Set(),
    }).flatMap(({ ranked, exclusion }) => (exclusion ? [] : ranked.paper.id))
  const robots = announced('2611.00009', 'Robots That Wait')

  it.each<[topics: string[], filters: Partial<ContentFilters>, ids: (string | undefined)[]]>([
    [['*'], {}, [first, second, third, fourth]],
    [['robots'], {}, [first, second]],
    [['robots source:arxiv'], {}, [robots.paper.id]],
    [['robots', 'source:arxiv'], {}, [first, second, robots.paper.id]],
    [['robots -source:arxiv'], {}, [first, second]],
    [['robots'], { unvoted: true }, [first, second, robots.paper.id]],
    [['*'], { unvoted: true }, [first, second, third, fourth, robots.paper.id]],
    [['birds'], { unvoted: true }, [third, fourth]],
    [['robots'], { unvoted: true, minScore: 90 }, [first, robots.paper.id]],
    [['robots'], { unvoted: true, onlyCode: true }, [second]],
    [['robots'], { unvoted: true, muted: ['wait'] }, [first, second]],
  ])('of the topics %j, with %j', (topics, filters, ids) => {
    expect(idsFor(both(robots), topics, filters)).toEqual(ids)
  })

  it('come after all others, those of newer days first, and of a day those that fit a topic best', () => {
    const old = { day: '2026-11-20', listedAt: Date.parse('2026-11-20T05:00Z') }
    const papers = [
      announced('2611.00005', 'Robots', old),
      announced('2611.00006', 'On Arms', { abstract: 'For robots.' }),
      announced('2611.00007', 'Robots and Many Other Things That Move'),
      announced('2611.00008', 'Arms', { keywords: ['robots'] }),
    ]
    expect(idsFor(both(...papers), ['birds', 'robots'], { unvoted: true })).toEqual([
      ...[first, second, third, fourth],
      ...['2611.00007', '2611.00008', '2611.00006', '2611.00005'],
    ])
  })

  it('leave those with votes in order of rank where their scores are the same', () => {
    const friday = { day: '2026-11-20', listedAt: Date.parse('2026-11-20T05:00Z') }
    const ranked = rankByUpvotes([
      announced('2611.00005', 'Robots', friday),
      candidate('2611.00006', {
        paper: { title: 'Other Robots', ...friday },
        counts: { upvotes: 0, comments: 0 },
      }),
      candidate('2611.00007', { paper: { title: 'Robots' }, counts: { upvotes: 0, comments: 0 } }),
      announced('2611.00008', 'Robots'),
      announced('2611.00009', 'Robots', { day: '2026-11-21', listedAt: Date.parse('2026-11-21T05:00Z') }),
    ])
    expect(idsFor(ranked, ['robots'], { unvoted: true })).toEqual([
      '2611.00006',
      '2611.00007',
      '2611.00008',
      '2611.00009',
      '2611.00005',
    ])
  })

  it('come first if they are of a newer day, also where they were listed earlier', () => {
    const late = announced('2611.00005', 'Robots', {
      day: '2026-11-22',
      listedAt: Date.parse('2026-11-23T07:00Z'),
    })
    const early = announced('2611.00006', 'Robots', { listedAt: Date.parse('2026-11-23T05:00Z') })
    expect(idsFor(rankByUpvotes([late, early]), ['robots'], { unvoted: true })).toEqual([
      '2611.00006',
      '2611.00005',
    ])
  })

  it('come later if they are similar to a downranked paper', () => {
    const papers = [announced('2611.00005', 'Robots'), announced('2611.00006', 'Robots in amber and birch')]
    const downranked = [{ paperId: '2611.00005', title: 'Robots', terms: ['dune'] }]
    expect(idsFor(both(...papers), ['robots source:arxiv'])).toEqual(['2611.00005', '2611.00006'])
    const all = {
      unvoted: true,
      downranked: [{ paperId: '2611.00006', title: 'Robots in amber', terms: [] }],
    }
    expect(idsFor(both(...papers), ['*'], all).slice(-2)).toEqual(['2611.00005', '2611.00006'])
    expect(idsFor(both(...papers), ['robots source:arxiv'], { downranked })).toEqual([
      '2611.00006',
      '2611.00005',
    ])
  })
})
