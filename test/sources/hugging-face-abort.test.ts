import { setImmediate } from 'node:timers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createHuggingFace } from '../../adapters/sources/hugging-face.ts'
import { type FakeAnswer, type Fault, startFakeServer } from '../fakes/server.ts'
import { DAY, NOON, quietLog, sourceAt } from './setup.ts'

const reason = new Error('Paper Round is stopping')

async function serverThat(answer: () => FakeAnswer | Fault): Promise<string> {
  const server = await startFakeServer(answer)
  onTestFinished(server.close)
  return server.url
}

describe('a list that is no longer wanted', () => {
  it('is not asked for', async () => {
    const endpoint = await serverThat(() => {
      throw new Error('not expected')
    })
    await expect(sourceAt(endpoint).source.list(DAY, AbortSignal.abort(reason))).rejects.toBe(reason)
  })

  it('ends while the source is silent', async () => {
    const controller = new AbortController()
    const endpoint = await serverThat(() => {
      controller.abort(reason)
      return 'hang'
    })
    await expect(sourceAt(endpoint).source.list(DAY, controller.signal)).rejects.toBe(reason)
  })

  it('ends while we wait before the next try', async () => {
    const controller = new AbortController()
    const endpoint = await serverThat(() => ({ status: 500 }))
    // With the waiting of real life, which is 1 s here.
    const source = createHuggingFace({
      endpoint,
      version: '1.2.3',
      clock: { now: () => NOON },
      log: { ...quietLog, debug: () => setImmediate(() => controller.abort(reason)) },
    })
    await expect(source.list(DAY, controller.signal)).rejects.toBe(reason)
  })

  it('is not tried again', async () => {
    const controller = new AbortController()
    let requests = 0
    const endpoint = await serverThat(() => {
      requests++
      return { status: 500 }
    })
    const { source } = sourceAt(endpoint, { meanwhile: () => controller.abort(reason) })
    await expect(source.list(DAY, controller.signal)).rejects.toBe(reason)
    expect(requests).toBe(1)
  })
})
