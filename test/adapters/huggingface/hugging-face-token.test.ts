import { inspect } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type FakeRequest, startFakeServer } from '../../fakes/server.ts'
import { manyPapers } from '../../fixtures/papers.ts'
import { DAY, sourceAndServer, sourceAt } from './setup.ts'

const token = 'hf_invented_token'
const days = { [DAY]: manyPapers(130, DAY) }

describe('the token', () => {
  it('goes with every page', async () => {
    const { list } = await sourceAndServer({ days, token }, { token })
    expect((await list()).papers).toHaveLength(130)
  })

  it('is not made up where none is given', async () => {
    const { server, list } = await sourceAndServer({ days })
    await list()
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined])
  })

  it('that is wrong is an error at once', async () => {
    const { server, failure } = await sourceAndServer({ days, token }, { token: 'hf_another' })
    expect((await failure()).message).toBe(
      'Hugging Face answered 401 (Unauthorized): Invalid credentials in Authorization header; please check HF_TOKEN',
    )
    expect(server.requests).toHaveLength(1)
  })

  it('does not follow a redirect to another origin', async () => {
    const { server: elsewhere } = await sourceAndServer({ days: { [DAY]: manyPapers(3, DAY) } })
    const first: FakeRequest[] = []
    const server = await startFakeServer(request => {
      first.push(request)
      return {
        status: 302,
        headers: { location: `${elsewhere.url}${request.url.pathname}${request.url.search}` },
      }
    })
    onTestFinished(server.close)
    expect((await sourceAt(server.url, { token }).list()).papers).toHaveLength(3)
    expect(first[0]?.headers.authorization).toBe(`Bearer ${token}`)
    expect(elsewhere.requests[0]?.headers.authorization).toBeUndefined()
  })

  it.each(['500', '429', 'reset', 'hang', 'truncate', 'badjson'] as const)(
    'stands in no error of the fault %s',
    async kind => {
      const { server, failure } = await sourceAndServer(
        { days, token },
        { token, ...(kind === 'hang' && { timeoutMs: 50 }) },
      )
      server.faults({ kind, times: 3 })
      expect(inspect(await failure(), { depth: 20, showHidden: true })).not.toContain(token)
    },
  )
})
