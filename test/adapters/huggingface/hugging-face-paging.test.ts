import { expect, it, onTestFinished } from 'vitest'
import { type FakeAnswer, type FakeRequest, startFakeServer } from '../../fakes/server.ts'
import { manyPapers, wirePaper } from '../../fixtures/papers.ts'
import { DAY, sourceAndServer, sourceAt } from './setup.ts'

/** A source against a server with answers of its own. */
async function sourceBefore(answer: (request: FakeRequest, url: string) => FakeAnswer) {
  const requests: FakeRequest[] = []
  const server = await startFakeServer(request => {
    requests.push(request)
    return answer(request, server.url)
  })
  onTestFinished(server.close)
  return { requests, server, ...sourceAt(server.url) }
}

const pageOf = ({ url }: FakeRequest) => Number(url.searchParams.get('p') ?? 0)

it('reads 230 papers in 3 requests of 100', async () => {
  const { server, list } = await sourceAndServer({ days: { [DAY]: manyPapers(230, DAY) } })
  const { papers, skipped } = await list()
  expect(papers).toHaveLength(230)
  expect(new Set(papers.map(({ paper }) => paper.id)).size).toBe(230)
  expect(skipped).toEqual([])
  expect(server.requests.map(({ url }) => url.pathname + url.search)).toEqual([
    `/api/daily_papers?date=${DAY}&limit=100`,
    `/api/daily_papers?date=${DAY}&limit=100&p=1`,
    `/api/daily_papers?date=${DAY}&limit=100&p=2`,
  ])
})

it('finds no papers on a day that has not begun there', async () => {
  const { list } = await sourceAndServer({
    days: { [DAY]: manyPapers(3, DAY) },
    now: () => Date.parse(DAY) - 1,
  })
  expect(await list()).toEqual({ papers: [], skipped: [] })
})

it('takes a paper once that slid to the next page while we read', async () => {
  const [first, second, third] = manyPapers(3, DAY)
  const { list } = await sourceBefore((request, url) =>
    pageOf(request) === 0
      ? { body: [first, second], headers: { link: `<${url}/api/daily_papers?p=1>; rel="next"` } }
      : { body: [second, third] },
  )
  expect((await list()).papers.map(({ paper }) => paper.id)).toEqual([
    '2611.00001',
    '2611.00002',
    '2611.00003',
  ])
})

it('gives up on a list that sends the same page again', async () => {
  const { failure, requests } = await sourceBefore((request, url) => ({
    body: manyPapers(2, DAY),
    headers: { link: `<${url}/api/daily_papers?p=${pageOf(request) + 1}>; rel="next"` },
  }))
  expect((await failure()).message).toBe(`Hugging Face sends the same page of ${DAY} again and again`)
  expect(requests).toHaveLength(2)
})

it('gives up on a list without an end', async () => {
  const { failure, requests } = await sourceBefore((request, url) => ({
    body: [wirePaper({ id: `2611.${10_000 + pageOf(request)}` })],
    headers: { link: `<${url}/api/daily_papers?p=${pageOf(request) + 1}>; rel="next"` },
  }))
  expect((await failure()).message).toBe(`Hugging Face lists more than 20 pages for ${DAY}`)
  expect(requests).toHaveLength(20)
})

it('never leaves the endpoint for a page elsewhere', async () => {
  const elsewhere = await sourceBefore(() => ({ body: manyPapers(2, DAY) }))
  const { list, requests } = await sourceBefore(request =>
    pageOf(request) === 0
      ? {
          body: [wirePaper({ id: '2611.10000' })],
          headers: { link: `<${elsewhere.server.url}/api/daily_papers?p=1>; rel="next"` },
        }
      : { body: [wirePaper({ id: '2611.10001' })] },
  )
  expect((await list()).papers).toHaveLength(2)
  expect(requests).toHaveLength(2)
  expect(elsewhere.requests).toEqual([])
})

it('works through a mirror that lies in a folder', async () => {
  const { requests, server } = await sourceBefore(request =>
    pageOf(request) === 0
      ? {
          body: [wirePaper({ id: '2611.10000' })],
          headers: { link: '<https://huggingface.co/api/daily_papers?p=1>; rel="next"' },
        }
      : { body: [] },
  )
  await sourceAt(`${server.url}/mirrors/hf/`).list()
  expect(requests.map(({ url }) => url.pathname)).toEqual(
    Array.from({ length: 2 }, () => '/mirrors/hf/api/daily_papers'),
  )
})
