import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { FaultKind } from '../fakes/hugging-face/faults.ts'
import { type FakeAnswer, startFakeServer } from '../fakes/server.ts'
import { wirePaper } from '../fixtures/papers.ts'
import { DAY, failureOf, sourceAndServer, sourceAt } from './setup.ts'

const ID = '2311.12345'
const never = new AbortController().signal

const listed = wirePaper({
  id: ID,
  title: 'Small\n Steps',
  abstract: 'We order\nthe tasks.',
  upvotes: 41,
  authors: ['Ida Invented', 'Jules Fictional'],
  hiddenAuthors: ['Nobody Shown'],
  aiSummary: 'Order helps.',
  keywords: ['agents', 'tool use'],
  organization: 'Example Lab',
  githubRepo: 'https://github.com/example-lab/small-steps',
  githubStars: 7,
  projectPage: 'https://small-steps.example.org',
  time: '06:30',
})

/** As a paper that stood on no list comes. */
function unlisted(id: string) {
  const { submittedOnDailyAt, submittedOnDailyBy, ...paper } = wirePaper({
    id,
    publishedAt: '2001-02-03T23:59:00.000Z',
  }).paper
  return { paper }
}

const serve = (options: Parameters<typeof sourceAndServer>[0] = {}, source = {}) =>
  sourceAndServer({ days: { [DAY]: [listed] }, ...options }, source)

async function sourceBefore(answer: FakeAnswer) {
  const server = await startFakeServer(() => answer)
  onTestFinished(server.close)
  return sourceAt(server.url).source
}

describe('a paper that Hugging Face has', () => {
  it('is found with all that is said of it', async () => {
    const { source, server } = await serve()
    expect(await source.find(ID, never)).toEqual({
      paper: {
        id: ID,
        title: 'Small Steps',
        abstract: 'We order the tasks.',
        authors: ['Ida Invented', 'Jules Fictional'],
        day: DAY,
        listedAt: Date.parse(`${DAY}T06:30Z`),
        publishedAt: Date.parse('2026-11-21T06:30Z'),
        summary: 'Order helps.',
        keywords: ['agents', 'tool use'],
        organization: 'Example Lab',
        codeUrl: 'https://github.com/example-lab/small-steps',
        projectUrl: 'https://small-steps.example.org/',
        thumbnailUrl: undefined,
      },
      counts: { upvotes: 41, comments: 0, stars: 7 },
    })
    expect(server.requests.map(({ url }) => url.pathname)).toEqual([`/api/papers/${ID}`])
  })

  it('has the day of its publication where it stood on no list', async () => {
    const { source } = await serve({ unlisted: [unlisted(ID)], days: {} })
    expect(await source.find(ID, never)).toMatchObject({
      paper: { day: '2001-02-03', listedAt: Date.parse('2001-02-03'), publishedAt: 981_244_740_000 },
    })
  })

  it('may have an id of the old kind', async () => {
    const { source } = await serve({ unlisted: [unlisted('math.GT/0309136')] })
    expect((await source.find('math.GT/0309136', never))?.paper.id).toBe('math.GT/0309136')
  })

  it('keeps the noughts at the end of its id', async () => {
    const { source } = await serve({ unlisted: [unlisted('2401.0001'), unlisted('2401.00010')] })
    expect((await source.find('2401.00010', never))?.paper.id).toBe('2401.00010')
  })

  it('is found behind a slash at the end of the endpoint, and with the token', async () => {
    const { server } = await serve({ token: 'hf_invented' })
    const { source } = sourceAt(`${server.url}/`, { token: 'hf_invented' })
    expect((await source.find(ID, never))?.paper.id).toBe(ID)
  })

  it('is found without extras that have changed their shape', async () => {
    const paper = { ...listed.paper, ai_keywords: 'agents', githubStars: -1, organization: 5 }
    const { source } = await serve({ days: { [DAY]: [{ paper }] } })
    expect(await source.find(ID, never)).toMatchObject({
      paper: { title: 'Small Steps', keywords: [], organization: undefined },
      counts: { upvotes: 41, stars: undefined },
    })
  })
})

describe('a paper that Hugging Face does not have', () => {
  it('is not found, and not asked for again', async () => {
    const { source, server, waits } = await serve()
    expect(await source.find('2311.99999', never)).toBeUndefined()
    expect(server.requests).toHaveLength(1)
    expect(waits).toEqual([])
  })
})

describe('a look-up that fails', () => {
  it('tells of a wrong token at once', async () => {
    const { source, server } = await serve({ token: 'hf_right' }, { token: 'hf_wrong' })
    const { message } = await failureOf(source.find(ID, never))
    expect(message).toMatch(/^Hugging Face answered 401 \(Unauthorized\): .+; please check HF_TOKEN$/)
    expect(message).not.toContain('hf_wrong')
    expect(server.requests).toHaveLength(1)
  })

  it.each<[FaultKind, string]>([
    ['500', 'Hugging Face answered 500 (Internal Server Error)'],
    ['503html', 'Hugging Face answered 503 (Service Unavailable)'],
    ['reset', 'Hugging Face could not be reached (the connection broke)'],
    ['badjson', 'Hugging Face sent something that is not JSON'],
  ])('by %s tells so after three requests', async (kind, message) => {
    const { source, server, waits } = await serve()
    server.faults({ kind, times: 3 })
    expect((await failureOf(source.find(ID, never))).message).toBe(message)
    expect(server.requests).toHaveLength(3)
    expect(waits).toEqual([1_000, 4_000])
  })

  it('by 503 once finds the paper after all', async () => {
    const { source, server } = await serve()
    server.faults({ kind: '503html' })
    expect((await source.find(ID, never))?.paper.id).toBe(ID)
  })

  it('waits for a rate limit that passes soon, and tells of a long one', async () => {
    const { source, server, waits } = await serve()
    server.faults({ kind: '429', retryAfter: 9 })
    expect((await source.find(ID, never))?.paper.id).toBe(ID)
    expect(waits).toEqual([10_000])
    server.faults({ kind: '429', retryAfter: 200 })
    expect((await failureOf(source.find(ID, never))).retryAfterMs).toBe(201_000)
  })

  it.each<[string, unknown]>([
    ['an empty object', {}],
    ['a list', []],
    ['a text', '"2311.12345"'],
    ['nothing', 'null'],
    ['a paper without a title', { ...listed.paper, title: '' }],
    ['a paper with other types', { ...listed.paper, upvotes: '41', publishedAt: 1_700_000_000 }],
    ['a paper with an id that is none', { ...listed.paper, id: '../../etc/passwd' }],
  ])('by %s says that it cannot be read', async (_, body) => {
    const source = await sourceBefore({ body })
    expect((await failureOf(source.find(ID, never))).message).toMatch(
      /^Hugging Face describes the paper in a way that can't be read \(paper.*\)$/,
    )
  })

  it('ends by the reason of its signal', async () => {
    const reason = new Error('nobody waits any more')
    const controller = new AbortController()
    const server = await startFakeServer(() => {
      controller.abort(reason)
      return 'hang'
    })
    onTestFinished(server.close)
    await expect(sourceAt(server.url).source.find(ID, controller.signal)).rejects.toBe(reason)
  })
})

const recorded = new URL('../../../shared/data/huggingface/api_papers_2608.09888.json', import.meta.url)
const isThere = existsSync(recorded)

it.skipIf(!isThere)(
  `reads a recorded answer${isThere ? '' : ' (skipped: ../shared/data is not here)'}`,
  async () => {
    const body: unknown = JSON.parse(readFileSync(recorded, 'utf8'))
    const source = await sourceBefore({ body })
    const { title, upvotes } = Object(body)
    expect(await source.find('2608.09888', never)).toMatchObject({
      paper: { id: '2608.09888', title },
      counts: { upvotes, comments: 0 },
    })
  },
)
