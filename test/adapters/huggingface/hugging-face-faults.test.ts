import { once } from 'node:events'
import { createServer } from 'node:net'
import { setImmediate } from 'node:timers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createHuggingFace } from '../../../adapters/huggingface/huggingface.ts'
import { type FakeAnswer, startFakeServer } from '../../fakes/server.ts'
import { manyPapers } from '../../fixtures/papers.ts'
import { DAY, NOON, quietLog, sourceAndServer, sourceAt } from './setup.ts'

const days = { [DAY]: manyPapers(9, DAY) }

async function sourceBefore(answer: FakeAnswer) {
  const server = await startFakeServer(() => answer)
  onTestFinished(server.close)
  return { server, ...sourceAt(server.url) }
}

/** Items that lack what a paper must have. */
const brokenPapers = (count: number) =>
  manyPapers(count, DAY).map(item => ({ ...item, paper: { ...item.paper, title: 42, upvotes: null } }))

describe('JSON that is broken', () => {
  it('costs two retries and no paper where that passes', async () => {
    const { server, list, waits } = await sourceAndServer({ days })
    server.faults({ kind: 'badjson', times: 2 })
    expect((await list()).papers).toHaveLength(9)
    expect(server.requests).toHaveLength(3)
    expect(waits).toEqual([1_000, 4_000])
  })

  it('is told in words after three requests where it stays', async () => {
    const { server, failure } = await sourceAndServer({ days })
    server.faults({ kind: 'badjson', times: 3 })
    expect((await failure()).message).toBe('Hugging Face sent something that is not JSON')
    expect(server.requests).toHaveLength(3)
  })
})

describe('an answer that is no list of papers', () => {
  it('is an error when it is JSON of another kind', async () => {
    const { failure } = await sourceBefore({ body: { papers: [] } })
    expect((await failure()).message).toBe(
      'Hugging Face sent something other than a list of papers; its format may have changed',
    )
  })

  it('has an item that is skipped when it is nested deeper than a program can follow', async () => {
    const { list } = await sourceBefore({ body: '['.repeat(100_000) + ']'.repeat(100_000) })
    expect(await list()).toMatchObject({ papers: [], skipped: [expect.anything()] })
  })

  it.each([
    [404, { error: 'No such page\n' }, 'answered 404 (Not Found): No such page; please check HF_ENDPOINT'],
    [403, '<html>', 'answered 403 (Forbidden): please check HF_TOKEN'],
    [400, { error: 'Invalid date' }, 'answered 400 (Bad Request): Invalid date'],
  ])('is an error at once when it is a %s', async (status, body, message) => {
    const { failure, waits } = await sourceBefore({ status, body })
    expect((await failure()).message).toBe(`Hugging Face ${message}`)
    expect(waits).toEqual([])
  })
})

describe('an answer that isn’t HTTP', () => {
  it('is an error in words', async () => {
    const { failure } = await sourceBefore({ status: 600 })
    expect((await failure()).message).toBe("Hugging Face answered 600, which isn't an HTTP status")
    const server = createServer(socket => socket.on('error', () => {}).end('HTTP/9 what?\r\n\r\n'))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    onTestFinished(() => void server.close())
    const address = server.address()
    const { failure: garbage } = sourceAt(
      `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    )
    expect((await garbage()).message).toMatch(/^Hugging Face couldn’t be reached \((?!undefined).+\)$/)
  })
})

it.each(['0001-01-01T00:00:00Z', '1990-12-31T23:59:59Z', '9999-12-31T23:59:59Z', '2026-11-25T00:00:00Z'])(
  'takes the day of the list where a paper can’t be from %s',
  async publishedAt => {
    const [item] = manyPapers(1, DAY)
    const { list } = await sourceBefore({
      body: [{ ...item, paper: { ...item?.paper, publishedAt, submittedOnDailyAt: undefined } }],
    })
    expect((await list()).papers.map(({ paper }) => paper.publishedAt)).toEqual([Date.parse(DAY)])
  },
)

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
      `Hugging Face has changed its format: nothing in its list of ${DAY} can be read (papers without a readable title or number of upvotes). A newer version of Paper Round may help`,
    )
  })
})

it('ends at once where it is stopped while it waits before the next try', async () => {
  const reason = new Error('Paper Round is stopping')
  const controller = new AbortController()
  const server = await startFakeServer(() => ({ status: 500 }))
  onTestFinished(server.close)
  // With real waiting, which is 1 s here.
  const source = createHuggingFace({
    endpoint: server.url,
    version: '1.2.3',
    clock: { now: () => NOON },
    log: { ...quietLog, debug: () => setImmediate(() => controller.abort(reason)) },
  })
  await expect(source.list(DAY, controller.signal)).rejects.toBe(reason)
})

it('takes an empty list at its word', async () => {
  const { server, list } = await sourceAndServer({ days })
  server.faults({ kind: 'empty' })
  expect(await list()).toEqual({ papers: [], skipped: [] })
})
