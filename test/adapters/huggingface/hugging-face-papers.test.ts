import { describe, expect, it } from 'vitest'
import { dozenPapers, wirePaper } from '../../fixtures/papers.ts'
import { DAY, sourceAndServer } from './setup.ts'

async function listOf(...items: unknown[]) {
  const { list } = await sourceAndServer({ days: { [DAY]: items } })
  return list()
}

const plain = wirePaper({ id: '2611.00001', day: DAY })

/** The plain item with other values in its paper. */
const withPaper = (changes: Record<string, unknown>) => ({ ...plain, paper: { ...plain.paper, ...changes } })

describe('a paper of Hugging Face', () => {
  it('is read with all that the list says of it', async () => {
    const { papers, skipped } = await listOf(
      wirePaper({
        id: '2611.00001',
        title: 'Diffusion Models Dream of\n  Sharper Sheep',
        abstract: 'Wool is blurred.\nWe mend it.',
        day: DAY,
        time: '06:30',
        publishedAt: '2026-11-20T17:26:15.000Z',
        authors: ['Mel Madeup', 'Kay  Imaginary'],
        upvotes: 87,
        comments: 5,
        githubStars: 310,
        githubRepo: 'https://github.com/mmadeup/sharper-sheep',
        projectPage: 'https://sheep.example.org/',
        aiSummary: 'A two-line change.',
        keywords: ['diffusion models', 'textures'],
        organization: 'Example Lab',
        thumbnail: 'https://cdn.example.org/sheep.png',
      }),
    )
    expect(skipped).toEqual([])
    expect(papers).toEqual([
      {
        paper: {
          id: '2611.00001',
          title: 'Diffusion Models Dream of Sharper Sheep',
          abstract: 'Wool is blurred. We mend it.',
          authors: ['Mel Madeup', 'Kay Imaginary'],
          day: DAY,
          listedAt: Date.parse('2026-11-23T06:30:00Z'),
          publishedAt: Date.parse('2026-11-20T17:26:15Z'),
          summary: 'A two-line change.',
          keywords: ['diffusion models', 'textures'],
          organization: 'Example Lab',
          codeUrl: 'https://github.com/mmadeup/sharper-sheep',
          projectUrl: 'https://sheep.example.org/',
          thumbnailUrl: 'https://cdn.example.org/sheep.png',
          sources: ['huggingface'],
        },
        counts: { upvotes: 87, comments: 5, stars: 310 },
      },
    ])
  })

  it('is read without any of the extras', async () => {
    const { id, title, summary, publishedAt, upvotes, authors } = plain.paper
    const { papers } = await listOf({ paper: { id, title, summary, publishedAt, upvotes, authors } })
    expect(papers).toMatchObject([
      { paper: { id, keywords: [], summary: undefined }, counts: { upvotes, comments: 0, stars: undefined } },
    ])
  })

  it('has the day on which it was listed, even where that is the day after the one asked for', async () => {
    const { papers } = await listOf(wirePaper({ id: '2611.00001', day: '2026-11-24', time: '23:59' }))
    expect(papers[0]?.paper).toMatchObject({
      day: '2026-11-24',
      listedAt: Date.parse('2026-11-24T23:59:00Z'),
    })
  })

  it.each(['2026-11-22T23:59:59.999Z', '2026-11-17T08:00:00.000Z'])(
    'is listed again where it says that it was listed before, %s',
    async submittedOnDailyAt => {
      const { papers } = await listOf(withPaper({ submittedOnDailyAt }))
      expect(papers[0]?.paper).toMatchObject({ day: DAY, listedAt: Date.parse(DAY) })
    },
  )

  it.each([
    [{ withdrawnAt: '2026-11-20T08:00:00.000Z' }, true],
    [{ withdrawnAt: 'soon' }, undefined],
    [{ summary: 'This paper has been withdrawn by the authors.' }, true],
    [{}, undefined],
  ])('is withdrawn where the source says so: %o', async (fields, withdrawn) => {
    const { papers } = await listOf(withPaper(fields))
    expect(papers[0]?.paper.withdrawn).toBe(withdrawn)
  })

  it('has the day asked for where the stated one lies years ahead', async () => {
    const { papers } = await listOf(withPaper({ submittedOnDailyAt: '2029-01-01T06:00:00.000Z' }))
    expect(papers[0]?.paper).toMatchObject({ day: DAY, listedAt: Date.parse(DAY) })
  })

  it('has the day asked for where it does not say when it was listed', async () => {
    const { papers } = await listOf(withPaper({ submittedOnDailyAt: undefined }))
    expect(papers[0]?.paper).toMatchObject({ day: DAY, listedAt: Date.parse('2026-11-23T00:00:00Z') })
  })

  it('shows no hidden and no nameless author', async () => {
    const { papers } = await listOf(
      wirePaper({ id: '2611.00001', authors: ['Ada Example', ' \n'], hiddenAuthors: ['Nobody Shown'] }),
    )
    expect(papers[0]?.paper.authors).toEqual(['Ada Example'])
  })

  it('keeps twenty different keywords', async () => {
    const many = Array.from({ length: 44 }, (_, index) => `keyword ${index}`)
    const { papers } = await listOf(
      wirePaper({ id: '2611.00001', keywords: ['agents', 'agents ', '', ...many] }),
    )
    expect(papers[0]?.paper.keywords).toEqual(['agents', ...many.slice(0, 19)])
  })

  it.each([
    ['2611.00001v3', '2611.00001'],
    ['0704.0001', '0704.0001'],
    ['cs/0601001v1', 'cs/0601001'],
    ['math.GT/0309136', 'math.GT/0309136'],
    ['cond-mat/9609089', 'cond-mat/9609089'],
  ])('with the id %s is known as %s', async (given, kept) => {
    const { papers } = await listOf(withPaper({ id: given }))
    expect(papers.map(({ paper }) => paper.id)).toEqual([kept])
  })

  it('takes the name of its organisation from wherever it stands', async () => {
    const { papers } = await listOf(
      { ...withPaper({ id: '2611.00001', organization: { name: 'example-lab' } }) },
      { ...withPaper({ id: '2611.00002' }), organization: { name: 'x', fullname: 'Example Lab' } },
      { ...withPaper({ id: '2611.00003' }), organization: { name: 'example-lab', fullname: ' ' } },
    )
    expect(papers.map(({ paper }) => paper.organization)).toEqual([
      'example-lab',
      'Example Lab',
      'example-lab',
    ])
  })

  it.each([
    ['javascript:alert(1)'],
    ['/thumbnails/relative.png'],
    ['data:image/png;base64,AAAA'],
    ['Coming soon'],
  ])('leads nowhere by the link %s', async link => {
    const { papers } = await listOf({
      ...withPaper({ projectPage: link, githubRepo: link }),
      thumbnail: link,
    })
    expect(papers[0]?.paper).toMatchObject({
      projectUrl: undefined,
      codeUrl: undefined,
      thumbnailUrl: undefined,
    })
  })

  const HUGE = 'word '.repeat(20_000)
  it.each<[what: string, paper: Record<string, unknown>, kept: object]>([
    ['summary null', { summary: null }, { abstract: '' }],
    ['summary missing', { summary: undefined }, { abstract: '' }],
    ['summary of another type', { summary: { en: 'x' } }, { abstract: '' }],
    ['no authors', { authors: undefined }, { authors: [] }],
    ['authors null', { authors: null }, { authors: [] }],
    ['authors of another type', { authors: 'Ada' }, { authors: [] }],
    [
      'odd authors among them',
      { authors: [{ name: null }, {}, null, 'Bo', { name: 'Ada', hidden: null }, { name: 7 }] },
      { authors: ['Ada'] },
    ],
    [
      'odd keywords among them',
      { ai_keywords: ['agents', null, 3, ['x'], 'tools'] },
      { keywords: ['agents', 'tools'] },
    ],
    ['keywords null', { ai_keywords: null }, { keywords: [] }],
    ['a summary of another type', { ai_summary: 5 }, { summary: undefined }],
    ['an empty summary', { ai_summary: ' ' }, { summary: undefined }],
    [
      'an organisation with odd names',
      { organization: { name: 5, fullname: null } },
      { organization: undefined },
    ],
    [
      'a repository null',
      { githubRepo: null, projectPage: [] },
      { codeUrl: undefined, projectUrl: undefined },
    ],
    ['listed at an odd time', { submittedOnDailyAt: 1_700_000_000 }, { day: DAY }],
  ])('stays without a field that is missing or odd: %s', async (_, paper, kept) => {
    const { papers, skipped } = await listOf(withPaper(paper))
    expect(skipped).toEqual([])
    expect(papers).toMatchObject([
      { paper: { id: '2611.00001', title: expect.stringMatching(/./), ...kept } },
    ])
  })

  it('keeps the beginning of texts, names and lists that are huge', async () => {
    const huge = {
      title: HUGE,
      summary: HUGE,
      ai_summary: HUGE,
      ai_keywords: Array.from({ length: 200 }, () => HUGE.slice(0, 1_000)),
      authors: Array.from({ length: 11_000 }, (_, index) => ({ name: `${index} ${HUGE.slice(0, 1_000)}` })),
    }
    const { papers } = await listOf(withPaper(huge))
    const [{ paper } = { paper: undefined }] = papers
    expect(paper?.title.length).toBe(19_999)
    expect(paper?.abstract.length).toBe(19_999)
    expect(paper?.summary?.length).toBe(19_999)
    expect(paper?.authors).toHaveLength(10_000)
    expect(Math.max(...(paper?.authors ?? []).map(name => name.length))).toBeLessThanOrEqual(500)
  })

  it('loses an extra that has changed its shape, and nothing else', async () => {
    const { papers, skipped } = await listOf({
      ...withPaper({
        ai_keywords: 'agents',
        githubStars: -1,
        ai_summary: null,
        submittedOnDailyAt: 'yesterday',
      }),
      numComments: 'many',
      organization: 'Example Lab',
      thumbnail: null,
      brandNewField: { nested: [1] },
    })
    expect(skipped).toEqual([])
    expect(papers).toMatchObject([
      { paper: { id: '2611.00001', day: DAY, keywords: [] }, counts: { comments: 0, stars: undefined } },
    ])
  })
})

describe('an item that can not be understood', () => {
  it.each([
    ['a title of another type', withPaper({ title: 42 }), 'paper.title: expected string, received number'],
    ['an empty title', withPaper({ title: ' \n' }), 'paper.title: expected some text'],
    ["an id that isn't an arXiv id", withPaper({ id: '../admin' }), 'paper.id: expected an arXiv id'],
    ['negative upvotes', withPaper({ upvotes: -1 }), 'paper.upvotes: '],
    ['half an upvote', withPaper({ upvotes: 0.5 }), 'paper.upvotes: expected int'],
    ['no date', withPaper({ publishedAt: 'soon' }), 'paper.publishedAt: '],
    ['no paper', { title: 'Nothing' }, 'paper: expected object, received undefined'],
    ['a text for an item', 'paper', 'item: expected object, received string'],
  ])('for %s is left out, with the reason', async (_, item, reason) => {
    const { papers, skipped } = await listOf(item, wirePaper({ id: '2611.00002', day: DAY }))
    expect(papers.map(({ paper }) => paper.id)).toEqual(['2611.00002'])
    expect(skipped).toEqual([expect.objectContaining({ reason: expect.stringContaining(reason) })])
  })

  it('is named by its id where that can be read', async () => {
    const { skipped } = await listOf(withPaper({ title: 42 }), {}, wirePaper({ id: '2611.00002' }))
    expect(skipped.map(({ id }) => id)).toEqual(['2611.00001', undefined])
  })

  it('is reported with at most three faults', async () => {
    const { skipped } = await listOf(
      withPaper({ id: 0, title: 1, upvotes: null, publishedAt: 4 }),
      wirePaper({ id: '2611.00002' }),
    )
    expect(skipped[0]?.reason.split('; ')).toHaveLength(3)
  })
})

it('reads the invented dozen', async () => {
  const { papers, skipped } = await listOf(...dozenPapers(DAY))
  expect(skipped).toEqual([])
  expect(papers).toHaveLength(12)
  expect(papers[2]?.paper).toMatchObject({
    title: 'Diffusion Models Dream of Sharper Sheep',
    authors: ['Mel Madeup'],
  })
})
