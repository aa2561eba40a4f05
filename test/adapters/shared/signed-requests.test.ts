import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createSignedRequests } from '../../../adapters/shared/http/signed-requests.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { collectGarbage } from '../../fixtures/garbage.ts'

it('keeps no body of a request that is held back before it is refused', async () => {
  const refused = Promise.withResolvers<WeakRef<Buffer>>()
  const listen = createSignedRequests({
    platform: 'Slack',
    limits: { inAll: 2 ** 20, large: 2 ** 20, largeAtOnce: 1, largeMs: 1_000 },
    refusalsPerAddress: { count: 0, perMs: 60_000 },
    holdBackMs: 60_000,
    isReady: () => true,
    maxBytesOf: () => 2 ** 20,
    log: silentLog,
  })
  const server = createServer(
    listen(async (_request, _response, body) => {
      refused.resolve(new WeakRef(body))
      return 401
    }),
  ).listen(0)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const asked = request({ port, method: 'POST' })
  asked.on('error', () => {}).end(Buffer.alloc(500_000))
  const body = await refused.promise
  await collectGarbage()
  expect(body.deref()).toBeUndefined()
})
