import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type FakeAnswer, startFakeServer } from '../../fakes/server.ts'
import { wirePaper } from '../../fixtures/papers.ts'
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

/** As the API returns a paper that was never listed. */
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
      linked: {
        models: { count: 12, url: `https://huggingface.co/models?other=arxiv:${ID}` },
        datasets: { count: 3, url: `https://huggingface.co/datasets?other=arxiv:${ID}` },
        spaces: { count: 5, url: `https://huggingface.co/papers/${ID}` },
      },
    })
    expect(server.requests.map(({ url }) => url.pathname)).toEqual([`/api/papers/${ID}`])
  })

  it('has the day of its publication where it stood on no list', async () => {
    const { source } = await serve({ unlisted: [unlisted(ID)], days: {} })
    expect(await source.find(ID, never)).toMatchObject({
      paper: { day: '2001-02-03', listedAt: Date.parse('2001-02-03'), publishedAt: 981_244_740_000 },
    })
  })

  it.each([
    [{ submittedOnDailyAt: '9999-12-31T00:00:00Z' }, '2001-02-03'],
    [{ publishedAt: '2026-11-24T12:00:00Z' }, '2026-11-23'],
    [{ publishedAt: '2026-11-24T11:59:59Z' }, '2026-11-24'],
  ])('has no day that is yet to come: %j', async (times, day) => {
    const source = await sourceBefore({ body: { ...unlisted(ID).paper, ...times } })
    expect((await source.find(ID, never))?.paper.day).toBe(day)
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

describe('what is linked to a paper', () => {
  const models = { count: 12, url: `https://huggingface.co/models?other=arxiv:${ID}` }
  const wire = (total: unknown, linkedModels: unknown) => ({ numTotalModels: total, linkedModels })
  const one = (id: unknown) => wire(1, [{ id }])
  const list = { models: { ...models, count: 1 } }

  it.each<[string, fields: object, linked: object | undefined]>([
    ['a total', wire(12, []), { models }],
    ['a total without the list', { numTotalModels: 12 }, { models }],
    ['a total of none', wire(0, []), undefined],
    ['a list without the total', { linkedModels: [{ id: 'ada/sheep' }] }, undefined],
    ['a total that is null', wire(null, [{ id: 'ada/sheep' }]), undefined],
    ['a total in words', wire('12', []), undefined],
    ['a negative total', wire(-1, []), undefined],
    ['a fraction', wire(1.5, []), undefined],
    [
      'some kinds only',
      { ...wire(null, null), numTotalDatasets: 3, numTotalSpaces: 5 },
      {
        datasets: { count: 3, url: `https://huggingface.co/datasets?other=arxiv:${ID}` },
        spaces: { count: 5, url: `https://huggingface.co/papers/${ID}` },
      },
    ],
    [
      'one model',
      one('ada/sheep-7b.v1'),
      { models: { count: 1, url: 'https://huggingface.co/ada/sheep-7b.v1' } },
    ],
    ['one old model', one('gpt2'), { models: { count: 1, url: 'https://huggingface.co/gpt2' } }],
    [
      'one dataset',
      { numTotalDatasets: 1, linkedDatasets: [{ id: 'ada/_sheep' }] },
      { datasets: { count: 1, url: 'https://huggingface.co/datasets/ada/_sheep' } },
    ],
    [
      'one Space',
      { numTotalSpaces: 1, linkedSpaces: [{ id: 'ada/sheep' }] },
      { spaces: { count: 1, url: 'https://huggingface.co/spaces/ada/sheep' } },
    ],
    ['one model that isn’t named', wire(1, []), list],
    ['a list that isn’t one', wire(1, 'ada/sheep'), list],
    ...[
      '../../login',
      'ada/..',
      '//evil.example',
      'ada/sheep?x=1',
      'ada/sheep#x',
      'a/b/c',
      'ada sheep',
      '',
      'x'.repeat(201),
      'ada/sheep\n',
      7,
    ].map((id): [string, object, object] => [`one with the id ${JSON.stringify(id)}`, one(id), list]),
  ])('of %s', async (_, fields, linked) => {
    const source = await sourceBefore({ body: { ...listed.paper, ...fields } })
    expect((await source.find(ID, never))?.linked).toEqual(linked)
  })
})

describe('a look-up with a wrong token', () => {
  it('says so at once', async () => {
    const { source, server } = await serve({ token: 'hf_right' }, { token: 'hf_wrong' })
    const { message } = await failureOf(source.find(ID, never))
    expect(message).toMatch(/^Hugging Face answered 401 \(Unauthorized\): .+; please check HF_TOKEN$/)
    expect(message).not.toContain('hf_wrong')
    expect(server.requests).toHaveLength(1)
  })
})

const recorded = new URL('../../../../shared/data/huggingface/api_papers_2608.09888.json', import.meta.url)
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
      linked: {
        datasets: { count: 1, url: expect.stringMatching(/^https:\/\/huggingface\.co\/datasets\/.+\/.+$/) },
      },
    })
  },
)
