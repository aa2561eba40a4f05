import { describe, expect, it } from 'vitest'
import { failureOf } from '../huggingface/setup.ts'
import { arxivWith, ID } from './setup.ts'

describe('a paper of arXiv', () => {
  it('is found with all that is said of it, the primary category first', async () => {
    const { find } = await arxivWith([
      {
        id: ID,
        title: 'Déjà vu & <think>:\n  a Study',
        summary: '  We look twice.\nIt helps by 5%.',
        authors: ['Ida Invented', 'Ölvi Þórsdóttir'],
        categories: ['cs.AI', 'cs.CL', 'stat.ML'],
        primary: 'cs.CL',
        published: '2024-01-01T23:30:00Z',
      },
    ])
    const publishedAt = Date.parse('2024-01-01T23:30:00Z')
    expect(await find()).toEqual({
      paper: {
        id: ID,
        title: 'Déjà vu & <think>: a Study',
        abstract: 'We look twice. It helps by 5%.',
        authors: ['Ida Invented', 'Ölvi Þórsdóttir'],
        day: '2024-01-01',
        listedAt: publishedAt,
        publishedAt,
        keywords: [],
        categories: ['cs.CL', 'cs.AI', 'stat.ML'],
      },
    })
  })

  it('may have one author and one category', async () => {
    const { find } = await arxivWith([{ id: ID, authors: ['Mel Madeup'], categories: ['math.GT'] }])
    expect(await find()).toMatchObject({ paper: { authors: ['Mel Madeup'], categories: ['math.GT'] } })
  })

  it('may have no category and no author', async () => {
    const { find } = await arxivWith([{ id: ID, authors: [], categories: [] }])
    const found = await find()
    expect(found?.paper.authors).toEqual([])
    expect(found?.paper.categories).toBeUndefined()
  })

  it.each([
    ['no summary', '', '<author><name>Ada</name></author>', { abstract: '', authors: ['Ada'] }],
    [
      'authors without names',
      '<summary>We look.</summary>',
      '<author/><author><name/></author><author><name>Ada</name></author>',
      { abstract: 'We look.', authors: ['Ada'] },
    ],
    ['a category without a term', '<category/><category term="cs.CL"/>', '', { categories: ['cs.CL'] }],
    ['an odd primary category', '<arxiv:primary_category>x</arxiv:primary_category>', '', { authors: [] }],
  ])('stays without what is missing or odd: %s', async (_, fields, authors, kept) => {
    const { find, server } = await arxivWith()
    const known = '<id>x</id><title>Small Steps</title><published>2024-01-01T00:00:00Z</published>'
    server.faults({ body: `<feed><entry>${known}${fields}${authors}</entry></feed>` })
    expect(await find()).toMatchObject({ paper: { id: ID, title: 'Small Steps', ...kept } })
  })

  it('may have a number for a title, which stays text', async () => {
    const { find } = await arxivWith([{ id: ID, title: '2401.00010', authors: ['007'] }])
    expect(await find()).toMatchObject({ paper: { title: '2401.00010', authors: ['007'] } })
  })
})

describe('a paper that arXiv does not have', () => {
  it('is answered by an error where its id is none', async () => {
    const { find, server } = await arxivWith()
    expect(await find('abc')).toBeUndefined()
    expect(server.requests).toHaveLength(1)
  })

  it('is answered by the same error with status 200, as it once was', async () => {
    const { find, server } = await arxivWith()
    const entry = '<entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_abc</id></entry>'
    server.faults({ body: `<feed>${entry}</feed>` })
    expect(await find('abc')).toBeUndefined()
  })
})

describe('arXiv out of order', () => {
  it('is told at once where it answers 404', async () => {
    const { find, server } = await arxivWith()
    server.faults({ status: 404, body: 'No.' })
    expect((await failureOf(find())).message).toBe('arXiv answered 404 (Not Found)')
    expect(server.requests).toHaveLength(1)
  })

  it.each<[string, string]>([
    ['JSON', '{"entry":[]}'],
    ['a feed without content', '<feed/>'],
    ['half a comment', '<feed><!-- '],
    ['tags without end', '<a>'.repeat(10_000)],
    ['names that JavaScript keeps for itself', '<feed><__proto__>1</__proto__></feed>'],
  ])('is told where it sends %s', async (_, body) => {
    const { find, server } = await arxivWith()
    server.faults({ body })
    expect((await failureOf(find())).message).toBe('arXiv sent something other than its feed')
  })
})
