import { describe, expect, it } from 'vitest'
import type { ArxivFault } from '../fakes/arxiv/server.ts'
import { arxivWith, ID } from './arxiv-setup.ts'
import { failureOf } from './setup.ts'

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

  it('may have a number for a title, which stays text', async () => {
    const { find } = await arxivWith([{ id: ID, title: '2401.00010', authors: ['007'] }])
    expect(await find()).toMatchObject({ paper: { title: '2401.00010', authors: ['007'] } })
  })

  it.each(['hep-th/9901001', 'math.GT/0309136', 'q-bio/0312001'])('may have the old id %s', async id => {
    const { find, server } = await arxivWith([{ id }])
    expect((await find(id))?.paper.id).toBe(id)
    expect(server.requests[0]?.url.searchParams.get('id_list')).toBe(id)
  })

  it('is told from the one whose id lacks a nought', async () => {
    const { find } = await arxivWith([
      { id: '2401.0001', title: 'Short' },
      { id: ID, title: 'Long' },
    ])
    expect((await find())?.paper).toMatchObject({ id: ID, title: 'Long' })
  })

  it('is asked for by name', async () => {
    const { find, server } = await arxivWith()
    await find()
    expect(server.requests[0]?.headers).toMatchObject({
      'user-agent': 'paper-round/1.2.3',
      accept: 'application/atom+xml',
    })
  })
})

describe('a paper that arXiv does not have', () => {
  it('is answered by a feed without entries', async () => {
    const { find, server } = await arxivWith()
    expect(await find('2401.99999')).toBeUndefined()
    expect(server.requests).toHaveLength(1)
  })

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
  it('costs a retry where it passes', async () => {
    const { find, server } = await arxivWith()
    server.faults('503', 'reset')
    expect((await find())?.paper.id).toBe(ID)
    expect(server.requests).toHaveLength(3)
  })

  it.each<[ArxivFault, string]>([
    ['503', 'arXiv answered 503 (Service Unavailable)'],
    ['reset', 'arXiv could not be reached (the connection broke)'],
    [{ status: 500 }, 'arXiv answered 500 (Internal Server Error)'],
    ['hang', 'arXiv did not answer within 1 s'],
  ])('is told in words where %j stays', async (fault, message) => {
    const { find, server } = await arxivWith([], { timeoutMs: fault === 'hang' ? 50 : 5_000 })
    server.faults(fault, fault, fault)
    expect((await failureOf(find())).message).toBe(message)
    expect(server.requests).toHaveLength(3)
  })

  it.each([403, 404])('is told at once where it answers %d', async status => {
    const { find, server } = await arxivWith()
    server.faults({ status, body: 'No.' })
    expect((await failureOf(find())).message).toMatch(new RegExp(`^arXiv answered ${status} `))
    expect(server.requests).toHaveLength(1)
  })

  it.each<[string, string]>([
    ['a web page', '<!DOCTYPE html><html><body>We shall be back.<br></body></html>'],
    ['nothing', ''],
    ['plain text', 'Rate exceeded.'],
    ['JSON', '{"entry":[]}'],
    ['a feed without content', '<feed/>'],
    ['half a tag', '<feed><entry><id'],
    ['half a comment', '<feed><!-- '],
    ['tags without end', '<a>'.repeat(10_000)],
    ['names that JavaScript keeps for itself', '<feed><__proto__>1</__proto__></feed>'],
  ])('is told where it sends %s', async (_, body) => {
    const { find, server } = await arxivWith()
    server.faults({ body })
    expect((await failureOf(find())).message).toBe('arXiv sent something other than its feed')
  })

  it.each<[string, string]>([
    ['is empty', '<entry></entry>'],
    [
      'lacks a title',
      '<entry><id>x</id><summary>x</summary><published>2024-01-01T00:00:00Z</published></entry>',
    ],
    [
      'has a day that is none',
      '<entry><id>x</id><title>x</title><summary>x</summary><published>soon</published></entry>',
    ],
    ['breaks off', '<entry><id>http://arxiv.org/abs/2401.00010v1</id>'],
  ])('is told where its entry %s', async (_, entry) => {
    const { find, server } = await arxivWith()
    server.faults({ body: `<feed>${entry}</feed>` })
    expect((await failureOf(find())).message).toBe('arXiv describes the paper in a way that can’t be read')
  })

  it('is asked again after it has been well', async () => {
    const { find, server } = await arxivWith()
    server.faults('html')
    await failureOf(find())
    expect((await find())?.paper.id).toBe(ID)
  })
})
