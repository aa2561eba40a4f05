import { describe, expect, it, onTestFinished } from 'vitest'
import { startFakeServer } from '../../fakes/server.ts'
import { manyPapers } from '../../fixtures/papers.ts'
import { DAY, NOON, sourceAndServer, sourceAt } from './setup.ts'

const days = { [DAY]: manyPapers(9, DAY) }

describe('when no requests remain', () => {
  it('the next page waits for the limit to pass, and a second more', async () => {
    const setup = await sourceAndServer(
      { days: { [DAY]: manyPapers(230, DAY) } },
      { meanwhile: () => setup.server.setLimits(500, 300) },
    )
    setup.server.setLimits(1, 20)
    expect((await setup.list()).papers).toHaveLength(230)
    expect(setup.waits).toEqual([21_000])
    expect(setup.server.requests).toHaveLength(3)
  })

  it('the last page waits for nothing, but the next list does', async () => {
    const { server, list, waits } = await sourceAndServer({ days })
    server.setLimits(1, 20)
    await list()
    expect(waits).toEqual([])
    server.setLimits(500, 300)
    await list()
    expect(waits).toEqual([21_000])
  })

  it('for minutes, the list is given up without a request', async () => {
    const { server, list, failure, waits } = await sourceAndServer({ days })
    server.setLimits(1, 280)
    await list()
    const error = await failure()
    expect(error.message).toBe(
      'Hugging Face limits how often it may be asked, and wants to be left alone for 5 min',
    )
    expect(error.retryAfterMs).toBe(281_000)
    expect(waits).toEqual([])
    expect(server.requests).toHaveLength(1)
  })
})

it('the test server renews its limit after its time, by its own clock', async () => {
  let now = NOON
  const { server, failure } = await sourceAndServer({ days, now: () => now })
  server.setLimits(0, 300)
  now += 299_999
  expect((await failure()).message).toContain('answered 429')
  now += 1
  // A source that has just started doesn't know of the limit.
  expect((await sourceAt(server.url).list()).papers).toHaveLength(9)
})

describe('a 429', () => {
  it('is waited out when it is short', async () => {
    const { server, list, waits } = await sourceAndServer({ days })
    server.faults({ kind: '429', retryAfter: 12, times: 2 })
    expect((await list()).papers).toHaveLength(9)
    expect(waits).toEqual([13_000, 13_000])
  })

  it.each([
    ['a date, which has passed when it comes again', 'Mon, 23 Nov 2026 12:00:09 GMT', [9_000, 4_000]],
    ['nothing readable', 'soon', [1_000, 4_000]],
    ['0 s, which is waited for no less', '0', [1_000, 4_000]],
  ])('may name its time by %s', async (_, retryAfter, expected) => {
    const server = await startFakeServer(() => ({
      status: 429,
      headers: { 'retry-after': retryAfter },
      body: {},
    }))
    onTestFinished(server.close)
    const { failure, waits } = sourceAt(server.url)
    expect((await failure()).message).toContain('answered 429')
    expect(waits).toEqual(expected)
  })
})
