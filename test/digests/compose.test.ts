import { describe, expect, it } from 'vitest'
import { type ContentFilters, NO_CONTENT_FILTERS } from '../../src/channels/content-filters.ts'
import { composeEdition, type EditionRequest, entriesOf, entryOf } from '../../src/digests/compose.ts'
import { evaluate } from '../../src/digests/evaluate.ts'
import { candidate, MONDAY, MONDAY_NINE } from '../fixtures/candidates.ts'
import { rankByUpvotes } from '../fixtures/ranked-papers.ts'

const OLD = 1_000
const NEW = 2_000
const seen = (firstSeenAt: number, id: string, title: string, upvotes: number) =>
  candidate(id, { paper: { title }, counts: { upvotes, comments: 0 }, firstSeenAt })

/** An old paper, and two new ones that rank below it. */
const PAPERS = [
  seen(OLD, '2611.00001', 'Robots That Paint', 30),
  seen(NEW, '2611.00002', 'Robots That Sing', 20),
  seen(NEW, '2611.00003', 'Birds That Sing', 10),
]

interface Case
  extends Partial<ContentFilters>,
    Partial<
      Pick<
        EditionRequest,
        'size' | 'previousEditionAt' | 'newFromDay' | 'requested' | 'layout' | 'notice' | 'week'
      >
    > {
  topics?: string[]
  posted?: string[]
}

function compose({ topics = ['*'], posted = [], size, layout, ...options }: Case, papers = PAPERS) {
  const { previousEditionAt, newFromDay, requested, notice, week, ...filters } = options
  const rankedPapers = rankByUpvotes(papers)
  const evaluated = evaluate(rankedPapers, {
    topics,
    filters: { ...NO_CONTENT_FILTERS, ...filters },
    posted: new Set(posted),
  })
  return composeEdition({
    rankedPapers,
    evaluated,
    layout: layout ?? 'compact',
    size: size ?? 5,
    day: MONDAY,
    previousEditionAt: previousEditionAt ?? OLD,
    newFromDay,
    ...(requested !== undefined && { requested }),
    notice,
    week,
  })
}

describe('an edition', () => {
  it.each<[string, Case, string[]]>([
    ['the new papers and the old one, best first', {}, ['2611.00001', '2611.00002', '2611.00003']],
    ['as many papers as its size allows', { size: 2 }, ['2611.00001', '2611.00002']],
    ['no paper that was posted', { posted: ['2611.00001'] }, ['2611.00002', '2611.00003']],
    ['no paper that is left out', { muted: ['paint'] }, ['2611.00002', '2611.00003']],
    ['papers of its topics', { topics: ['birds'] }, ['2611.00003']],
    ['only old papers if new ones don’t fit', { size: 1 }, ['2611.00001']],
  ])('has %s', (_, options, ids) => {
    const edition = compose(options)
    if (edition.kind !== 'digest') throw new Error(edition.reason)
    expect(edition.digest.entries.map(({ paperId }) => paperId)).toEqual(ids)
  })

  it.each<[string, Case, reason: string, remaining: number]>([
    ['no paper matches', { topics: ['fish'] }, 'no match', 0],
    ['all were posted', { posted: PAPERS.map(({ paper }) => paper.id) }, 'all posted', 0],
    ['all were seen by then', { previousEditionAt: NEW }, 'nothing new', 3],
    ['the new ones were posted', { posted: ['2611.00002', '2611.00003'] }, 'nothing new', 1],
    ['the new ones are left out', { muted: ['sing'] }, 'left out', 1],
    ['all are old, and some left out', { muted: ['birds'], previousEditionAt: NEW }, 'nothing new', 2],
    ['all are old and left out', { muted: ['sing', 'paint'], previousEditionAt: NEW }, 'nothing new', 0],
    [
      'one was posted and the others are left out',
      { posted: ['2611.00001'], muted: ['sing'] },
      'left out',
      0,
    ],
    [
      'all asked for are left out',
      { requested: true, previousEditionAt: NEW, onlyCode: true },
      'left out',
      0,
    ],
    ['all asked for were posted', { requested: true, posted: PAPERS.map(p => p.paper.id) }, 'all posted', 0],
  ])('is not made when %s', (_, options, reason, remaining) =>
    expect(compose(options)).toEqual({ kind: 'nothing', reason, remaining }),
  )

  it.each([
    [{ previousEditionAt: NEW }, false],
    [{ previousEditionAt: OLD }, true],
    [{ previousEditionAt: OLD, muted: ['sing'] }, false],
  ])('at a person’s request needs nothing new, and says whether there is: %o', (options, news) =>
    expect(compose({ ...options, requested: true })).toMatchObject({ kind: 'digest', news }),
  )

  it('shows its day, why each paper is in it, and buttons', () => {
    expect(compose({ topics: ['birds'], layout: 'thread' })).toEqual({
      kind: 'digest',
      news: true,
      digest: {
        layout: 'thread',
        title: 'Trending papers · Monday 23 November',
        entries: [
          {
            paperId: '2611.00003',
            title: 'Birds That Sing',
            url: 'https://huggingface.co/papers/2611.00003',
            summary: 'We propose a small thing.',
            facts: [
              { text: '▲ 10', spoken: '10 upvotes' },
              { text: 'new, 1 h ago' },
              { text: '2 authors' },
              { text: 'birds' },
            ],
            upvotes: 10,
            topics: ['birds'],
          },
        ],
        notes: [],
        actions: [
          { label: 'Today’s papers', command: 'today' },
          { label: 'Search', command: 'search' },
          { label: 'Export', command: expect.stringMatching(/^export ~\w+$/) },
          { label: 'Settings', command: 'settings' },
        ],
        topics: ['birds'],
      },
    })
  })

  it.each([
    ['2026-11-22', true],
    [MONDAY, true],
    ['2026-11-24', false],
  ])('is also made of papers that were seen before, if they are of %s or later', (newFromDay, isMade) =>
    expect(compose({ previousEditionAt: NEW, newFromDay }).kind).toBe(isMade ? 'digest' : 'nothing'),
  )

  it('of a week names its days, and says how papers grew in them', () => {
    const grown = { ...seen(NEW, '2611.00001', 'Robots', 30), growth: { upvotes: 9, hours: 50 } }
    const week = { from: '2026-11-16', to: '2026-11-22' }
    expect(compose({ week }, [grown])).toMatchObject({
      digest: {
        title: 'The week’s best · 16–22 November',
        entries: [{ facts: [{ text: '▲ 30 (+9 this week)' }, { text: '2 authors' }] }],
      },
    })
  })

  it('that is not of a week says by the hour how papers grew', () => {
    const grown = { ...seen(NEW, '2611.00001', 'Robots', 30), growth: { upvotes: 9, hours: 50 } }
    expect(compose({}, [grown])).toMatchObject({
      digest: { entries: [{ facts: [{ text: '▲ 30 (+9 in 2 days)' }, { text: '2 authors' }] }] },
    })
  })

  it('of the general digest alone names no topics', () => {
    const edition = compose({})
    if (edition.kind !== 'digest') throw new Error(edition.reason)
    for (const each of [edition.digest, ...edition.digest.entries]) expect(each).not.toHaveProperty('topics')
  })

  it('names the topics of a paper, but not the general digest', () => {
    const edition = compose({ topics: ['*', 'birds'] })
    if (edition.kind !== 'digest') throw new Error(edition.reason)
    expect(edition.digest.topics).toEqual(['birds'])
    expect(edition.digest.entries.map(({ facts }) => facts.at(-1)?.text)).toEqual([
      '2 authors',
      '2 authors',
      'birds',
    ])
  })

  it('says once how new its papers are where all are as new', () => {
    const edition = compose({})
    expect(edition).toMatchObject({ digest: { subtitle: 'All listed 1 h ago' } })
    expect(JSON.stringify(edition)).not.toContain('new, 1 h ago')
  })

  it('shows a notice below the papers', () => {
    const edition = compose({ notice: [{ text: 'The source is slow.' }] })
    expect(edition).toMatchObject({ digest: { notes: [[{ text: 'The source is slow.' }]] } })
  })
})

describe('an entry', () => {
  it('has the thumbnail of its paper, and its day if that is an earlier one', () => {
    const found = candidate('2611.00001', { paper: { thumbnailUrl: 'https://cdn.example.org/1.png' } })
    expect(entryOf(found, 'Short.', { day: '2026-11-24', reasons: ['robots', 'in its title'] })).toEqual({
      paperId: '2611.00001',
      title: 'A Paper Called 2611.00001',
      url: 'https://huggingface.co/papers/2611.00001',
      summary: 'Short.',
      facts: [
        { text: '▲ 10', spoken: '10 upvotes' },
        { text: '2 authors' },
        { text: 'robots' },
        { text: 'in its title' },
        { text: 'from Monday 23 November' },
      ],
      thumbnailUrl: 'https://cdn.example.org/1.png',
      upvotes: 10,
    })
  })

  it('has the counts that its facts name', () => {
    const counts = { upvotes: 3, comments: 1, stars: 5 }
    const context = { day: '2026-11-23', reasons: [] }
    expect(entryOf({ ...candidate('2611.00001'), counts }, '', context)).toMatchObject({
      upvotes: 3,
      stars: 5,
    })
    const uncounted = entryOf({ ...candidate('2611.00001'), counts: undefined }, '', context)
    expect(uncounted).not.toHaveProperty('upvotes')
  })
})

describe('what papers say about their day', () => {
  const listed = (at: string, growth?: number) =>
    candidate('2611.00001', {
      paper: { authors: [], day: at.slice(0, 10), listedAt: Date.parse(`${at}Z`) },
      ...(growth && { growth: { upvotes: growth, hours: 2 } }),
    })
  const TODAY = listed('2026-11-23T06:00')
  const NOW = listed('2026-11-23T08:50')
  const YESTERDAY = listed('2026-11-22T06:00')
  const FRIDAY = listed('2026-11-20T06:00')
  const GROWN = listed('2026-11-20T06:00', 4)

  it.each([
    ['is said once where all say the same', [TODAY, TODAY], 'All listed 3 h ago', []],
    ['is said once of the newest', [NOW, NOW], 'All listed just now', []],
    ['is said once of yesterday', [YESTERDAY, YESTERDAY], 'All listed yesterday', []],
    ['is said once of an earlier day', [FRIDAY, FRIDAY], 'All from Friday 20 November', []],
    ['is said once beside growth', [FRIDAY, GROWN], 'All from Friday 20 November', []],
    [
      'stays with each where they differ',
      [TODAY, FRIDAY],
      undefined,
      ['new, 3 h ago', 'from Friday 20 November'],
    ],
    ['stays with those that say it', [TODAY, listed('2026-11-23T06:00', 4)], undefined, ['new, 3 h ago']],
    ['stays with a single paper', [FRIDAY], undefined, ['from Friday 20 November']],
    ['isn’t there without papers', [], undefined, []],
  ])('%s', (_, papers, subtitle, marks) => {
    const sources = papers.map(found => ({ found, summary: '', reasons: [] }))
    const digest = entriesOf(sources, { day: MONDAY, now: MONDAY_NINE })
    expect(digest.subtitle).toBe(subtitle)
    const texts = digest.entries.flatMap(({ facts }) => facts.map(({ text }) => text))
    expect(texts.filter(text => !text.startsWith('▲'))).toEqual(marks)
  })

  it('can be said of both: how new they are, and that it was another day in their zone', () => {
    const sources = [TODAY, TODAY].map(found => ({ found, summary: '', reasons: [] }))
    expect(entriesOf(sources, { day: '2026-11-24', now: MONDAY_NINE }).subtitle).toBe(
      'All listed 3 h ago, from Monday 23 November',
    )
  })

  it('is not said where the list is of that day, and not in order of a ranking', () => {
    const sources = [TODAY, TODAY].map(found => ({ found, summary: '', reasons: ['new'] }))
    const { subtitle, entries } = entriesOf(sources, { day: MONDAY })
    expect(subtitle).toBeUndefined()
    expect(entries.map(({ facts }) => facts.at(-1)?.text)).toEqual(['new', 'new'])
  })
})
