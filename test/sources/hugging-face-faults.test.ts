import { describe, expect, it, onTestFinished } from 'vitest'
import type { FaultKind } from '../fakes/hugging-face/faults.ts'
import { type FakeAnswer, startFakeServer } from '../fakes/server.ts'
import { manyPapers } from '../fixtures/papers.ts'
import { DAY, sourceAndServer, sourceAt } from './setup.ts'

const days = { [DAY]: manyPapers(9, DAY) }

async function sourceBefore(answer: FakeAnswer) {
  const server = await startFakeServer(() => answer)
  onTestFinished(server.close)
  return { server, ...sourceAt(server.url) }
}

/** Items that lack what a paper must have. */
const brokenPapers = (count: number) =>
  manyPapers(count, DAY).map(item => ({ ...item, paper: { ...item.paper, title: 42, upvotes: null } }))

describe('a fault that passes', () => {
  it.each<[FaultKind]>([['500'], ['503html'], ['reset'], ['hang'], ['truncate'], ['badjson']])(
    'such as %s costs two retries and no paper',
    async kind => {
      const { server, list, waits } = await sourceAndServer(
        { days },
        kind === 'hang' ? { timeoutMs: 500 } : {},
      )
      server.faults({ kind, times: 2 })
      expect((await list()).papers).toHaveLength(9)
      expect(server.requests).toHaveLength(3)
      expect(waits).toEqual([1_000, 4_000])
    },
  )
})

describe('a fault that stays', () => {
  it.each<[FaultKind, string]>([
    ['500', 'Hugging Face answered 500 (Internal Server Error)'],
    ['503html', 'Hugging Face answered 503 (Service Unavailable)'],
    ['reset', 'Hugging Face could not be reached (the connection broke)'],
    ['truncate', 'Hugging Face broke off in the middle of the list'],
    ['badjson', 'Hugging Face sent something that is not JSON'],
    ['hang', 'Hugging Face did not answer within 1 s'],
  ])('such as %s is told in words after three requests', async (kind, message) => {
    const { server, failure } = await sourceAndServer({ days }, kind === 'hang' ? { timeoutMs: 100 } : {})
    server.faults({ kind, times: 3 })
    expect((await failure()).message).toBe(message)
    expect(server.requests).toHaveLength(3)
  })

  it('is told when nobody listens there', async () => {
    const { server, failure } = await sourceAndServer()
    await server.close()
    const error = await failure()
    expect(error.message).toBe('Hugging Face could not be reached (connection refused)')
    expect(error.where).toBe(server.url)
  })

  it('is told when a list begins and never ends', async () => {
    const server = await startFakeServer(() => 'hang')
    server.server.prependListener('request', (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.write('[')
    })
    onTestFinished(server.close)
    const { failure } = sourceAt(server.url, { timeoutMs: 100 })
    expect((await failure()).message).toBe('Hugging Face did not answer within 1 s')
  })
})

describe('an answer that is no list of papers', () => {
  it('is an error when it is JSON of another kind', async () => {
    const { failure } = await sourceBefore({ body: { papers: [] } })
    expect((await failure()).message).toBe(
      'Hugging Face sent something other than a list of papers; its format may have changed',
    )
  })

  it('is an error when it is a web page', async () => {
    const { failure } = await sourceBefore({ body: '<html>Please log in to the hotel</html>' })
    expect((await failure()).message).toBe('Hugging Face sent something that is not JSON')
  })

  it('is an error when it is too large to be one', async () => {
    const { failure } = await sourceBefore({ body: ' '.repeat(32 * 2 ** 20 + 1) })
    expect((await failure()).message).toBe('Hugging Face sent more than 32 MB')
  })

  it.each([
    [404, { error: 'No such page\n' }, 'answered 404 (Not Found): No such page; please check HF_ENDPOINT'],
    [403, '<html>', 'answered 403 (Forbidden): please check HF_TOKEN'],
    [400, { error: 'Invalid date' }, 'answered 400 (Bad Request): Invalid date'],
    [418, {}, "answered 418 (I'm a Teapot)"],
  ])('is an error at once when it is a %s', async (status, body, message) => {
    const { failure, waits } = await sourceBefore({ status, body })
    expect((await failure()).message).toBe(`Hugging Face ${message}`)
    expect(waits).toEqual([])
  })
})

describe('a format that drifts', () => {
  it('costs the papers that it makes unreadable', async () => {
    const { server, list } = await sourceAndServer({ days })
    server.faults({ kind: 'drift' })
    const { papers, skipped } = await list()
    expect(papers).toHaveLength(6)
    expect(skipped).toContainEqual({
      id: '2611.00001',
      reason: 'paper.title: expected string, received number; paper.upvotes: expected number, received null',
    })
  })

  it('is left out where it is alone, as an early one of the day may be', async () => {
    const { list } = await sourceAndServer({ days: { [DAY]: brokenPapers(1) } })
    expect(await list()).toMatchObject({ papers: [], skipped: [{ id: '2611.00001' }] })
  })

  it('is an error when many came and no paper is left', async () => {
    const { failure } = await sourceAndServer({ days: { [DAY]: brokenPapers(5) } })
    expect((await failure()).message).toBe(
      `Hugging Face has changed its format: nothing in its list of ${DAY} can be read (paper.title: expected string, received number; paper.upvotes: expected number, received null). A newer version of Paper Round may help`,
    )
  })
})

it('takes an empty list at its word', async () => {
  const { server, list } = await sourceAndServer({ days })
  server.faults({ kind: 'empty' })
  expect(await list()).toEqual({ papers: [], skipped: [] })
})
