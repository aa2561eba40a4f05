import { describe, expect, it } from 'vitest'
import { type ContentFilters, NO_CONTENT_FILTERS } from '../../src/channels/content-filters.ts'
import { composeEdition, type EditionRequest, entryOf } from '../../src/digests/compose.ts'
import { evaluate } from '../../src/digests/evaluate.ts'
import { candidate, MONDAY } from '../fixtures/candidates.ts'
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
    Partial<Pick<EditionRequest, 'size' | 'previousEditionAt' | 'layout' | 'notice'>> {
  topics?: string[]
  posted?: string[]
}

function compose({ topics = ['*'], posted = [], size, previousEditionAt, layout, notice, ...filters }: Case) {
  const rankedPapers = rankByUpvotes(PAPERS)
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
    notice,
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

  it.each<[string, Case, string]>([
    ['no paper matches', { topics: ['fish'] }, 'no match'],
    ['all were posted', { posted: PAPERS.map(({ paper }) => paper.id) }, 'nothing new'],
    ['all were seen by then', { previousEditionAt: NEW }, 'nothing new'],
    ['the new ones were posted', { posted: ['2611.00002', '2611.00003'] }, 'nothing new'],
    ['the new ones are left out', { muted: ['sing'] }, 'left out'],
    ['some are left out and the others old', { muted: ['birds'], previousEditionAt: NEW }, 'left out'],
    ['one was posted and the others are left out', { posted: ['2611.00001'], muted: ['sing'] }, 'left out'],
  ])('is not made when %s', (_, options, reason) =>
    expect(compose(options)).toEqual({ kind: 'nothing', reason }),
  )

  it('shows its day, why each paper is in it, and buttons', () => {
    expect(compose({ topics: ['birds'], layout: 'thread' })).toEqual({
      kind: 'digest',
      digest: {
        layout: 'thread',
        title: 'Papers for Monday 23 November',
        entries: [
          {
            paperId: '2611.00003',
            title: 'Birds That Sing',
            url: 'https://huggingface.co/papers/2611.00003',
            summary: 'We propose a small thing.',
            facts: [{ text: '▲ 10' }, { text: '2 authors' }, { text: 'birds' }],
          },
        ],
        notes: [],
        actions: [
          { label: "The day's list", command: 'today' },
          { label: 'Search', command: 'search' },
          { label: 'Settings', command: 'settings' },
        ],
      },
    })
  })

  it('shows a notice below the papers', () => {
    const edition = compose({ notice: 'The source is slow.' })
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
        { text: '▲ 10' },
        { text: '2 authors' },
        { text: 'robots' },
        { text: 'in its title' },
        { text: 'from Monday 23 November' },
      ],
      thumbnailUrl: 'https://cdn.example.org/1.png',
    })
  })
})
