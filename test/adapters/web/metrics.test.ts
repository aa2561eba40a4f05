import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import type { WebEnv } from '../../../adapters/web/app.ts'
import { createOperatorAccess } from '../../../adapters/web/operator-access.ts'
import { mountMetrics } from '../../../adapters/web/routes/metrics.ts'

const TOKEN = 'correct-horse-battery'
const LOCAL = { host: '127.0.0.1:8080' }
const bearer = (token: string) => ({ host: 'papers.example.org', authorization: `Bearer ${token}` })

/** The route as an app has it. `refusals` counts what was held back. */
function createMetricsApp({
  token,
  isLocal = true,
  waitMs = 0,
}: {
  token?: string
  isLocal?: boolean
  waitMs?: number
}) {
  const app = new Hono<WebEnv>()
  const seen = { refusals: 0 }
  mountMetrics({
    access: createOperatorAccess({ token, isLocal: () => isLocal, now: () => 0 }),
    async holdBack() {
      seen.refusals++
      return waitMs
    },
    render: async () => 'paper_round_ready 1\n',
    contentType: 'text/plain; version=0.0.4; charset=utf-8',
  })(app)
  const incoming = new IncomingMessage(new Socket())
  return {
    seen,
    get: (headers: Record<string, string>) => app.request('/metrics', { headers }, { incoming }),
  }
}

describe('/metrics', () => {
  it.each<[string, Parameters<typeof createMetricsApp>[0], Record<string, string>, number]>([
    ['on this machine without a token', {}, LOCAL, 200],
    ['by another name of this machine', {}, { host: 'rebound.example.org' }, 403],
    ['through a proxy on this machine', {}, { ...LOCAL, 'x-forwarded-for': '203.0.113.1' }, 403],
    ['from elsewhere where there is no token', { isLocal: false }, LOCAL, 403],
    ['from elsewhere with a token where there is none', { isLocal: false }, bearer(TOKEN), 403],
    ['on this machine without the token', { token: TOKEN }, LOCAL, 401],
    ['from elsewhere with the token', { token: TOKEN, isLocal: false }, bearer(TOKEN), 200],
    ['with another token', { token: TOKEN, isLocal: false }, bearer(`${TOKEN}!`), 401],
    ['with the token as a password', { token: TOKEN }, { ...LOCAL, authorization: `Basic ${TOKEN}` }, 401],
  ])('%s answers %s', async (_, options, headers, status) => {
    const { get, seen } = createMetricsApp(options)
    const response = await get(headers)
    expect(response.status).toBe(status)
    expect(seen.refusals).toBe(status === 200 ? 0 : 1)
    const text = await response.text()
    expect(text.includes('paper_round_ready')).toBe(status === 200)
    if (status !== 200) expect(text).toContain('Authorization: Bearer WEB_TOKEN')
    expect(response.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null)
  })

  it('are in the text format', async () => {
    const response = await createMetricsApp({}).get(LOCAL)
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(await response.text()).toBe('paper_round_ready 1\n')
  })

  it('tell whoever guesses tokens to wait', async () => {
    const { get } = createMetricsApp({ token: TOKEN, waitMs: 30_000 })
    const response = await get(bearer('guess'))
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '30'])
    expect((await get(bearer(TOKEN))).status).toBe(200)
  })
})
