import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { webhook } from '../../../adapters/webhook/platform.ts'
import { createPostTo, type PostAnswer } from '../../../adapters/webhook/post.ts'
import { createWebhookPublisher } from '../../../adapters/webhook/publisher.ts'
import { sealTarget } from '../../../adapters/webhook/target.ts'
import { verdictOf } from '../../../adapters/webhook/verdict.ts'
import { createSealer } from '../../../src/lib/sealed.ts'
import { publish } from '../../contracts/publisher/samples.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { startReceiver } from '../../fakes/webhook/receiver.ts'
import { openMemoryStore } from '../../fixtures/memory-store.ts'
import { CHANNEL, createWebhookHarness, SECRET, sealer } from './publisher-harness.ts'

/** What becomes of a message to a receiver that answers with these bytes, or isn't there. */
async function postTo(answer: string | undefined): Promise<PostAnswer> {
  const server = createServer(socket => {
    socket.on('error', () => {}).once('data', () => socket.end(answer ?? ''))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`
  if (answer === undefined) await new Promise(resolve => server.close(resolve))
  const post = createPostTo({
    reachable: { privateAddresses: true },
    proxy: undefined,
    timeoutMs: 20_000,
    clock: { now: Date.now },
  })
  const result = await post({ url, headers: {}, body: '{}' }, new AbortController().signal)
  server.close()
  return result
}

it.each([
  [undefined, 'not connected', /^the receiver couldn’t be reached \(ECONNREFUSED\)$/],
  ['', 'unknown', /^the receiver closed the connection before it answered \(UND_ERR_SOCKET\)$/],
  ['hello\r\n\r\n', 'unknown', /^the receiver’s answer isn’t HTTP \(.+\)$/],
  ['HTTP/1.1 99 What\r\n\r\n', 'unknown', /^the receiver’s answer isn’t HTTP \(.+\)$/],
])('says of the answer %j whether the receiver was reached', async (answer, kind, reason) => {
  expect(await postTo(answer)).toEqual({ kind, reason: expect.stringMatching(reason) })
})

describe('a receiver’s answer', () => {
  const answer = (status: number, afterMs?: number): PostAnswer => ({
    kind: 'answered',
    status,
    text: 'no such token t',
    afterMs,
  })

  it.each([
    [200, { kind: 'sent', messageId: 'msg_1' }],
    [299, { kind: 'sent', messageId: 'msg_1' }],
    [300, { kind: 'retry', refusedWith: 'HTTP 300', reason: expect.stringContaining('redirects') }],
    [308, { kind: 'retry', refusedWith: 'HTTP 308', reason: expect.stringContaining('redirects') }],
    [399, { kind: 'retry', refusedWith: 'HTTP 399', reason: expect.stringContaining('redirects') }],
    [400, { kind: 'retry', refusedWith: 'HTTP 400', reason: 'the receiver answered 400 (Bad Request)' }],
    [404, { kind: 'retry', refusedWith: 'HTTP 404', reason: 'the receiver answered 404 (Not Found)' }],
    [408, { kind: 'retry', afterMs: 7 }],
    [410, { kind: 'dead', scope: 'channel', code: '410' }],
    [425, { kind: 'retry', afterMs: 7 }],
    [429, { kind: 'retry', afterMs: 7, throttled: 'channel' }],
    [500, { kind: 'retry', afterMs: 7 }],
    [503, { kind: 'retry', afterMs: 7 }],
  ])('%i decides what becomes of the message', (status, verdict) => {
    expect(verdictOf(answer(status, 7), 'msg_1')).toMatchObject(verdict)
    expect(JSON.stringify(verdictOf(answer(status), 'msg_1'))).not.toContain('token')
  })

  it.each([408, 425, 429, 500, 599])('%i is no refusal', status =>
    expect(verdictOf(answer(status), 'msg_1')).not.toHaveProperty('refusedWith'),
  )

  it('may not come at all', () => {
    expect(verdictOf({ kind: 'refused', reason: 'r' }, 'm')).toEqual({
      kind: 'retry',
      reason: 'r',
      refusedWith: 'address refused',
    })
    expect(verdictOf({ kind: 'not connected', reason: 'r' }, 'm')).toEqual({ kind: 'retry', reason: 'r' })
    expect(verdictOf({ kind: 'unknown', reason: 'r' }, 'm')).toEqual({ kind: 'unknown', reason: 'r' })
  })
})

describe('a webhook', () => {
  it('that was removed is rejected, and its channel with it', async () => {
    const harness = await createWebhookHarness()
    expect(await publish({ ...harness, channel: 'webhook:gone' })).toMatchObject({
      kind: 'dead',
      scope: 'channel',
      reason: 'the webhook was removed',
    })
    expect(harness.attempts()).toBe(0)
  })

  it.each([
    ['there is no key', undefined],
    ['the key is another one', createSealer([Buffer.alloc(32, 9)])],
  ])('waits while %s', async (_, sealerNow) => {
    const store = await openMemoryStore()
    onTestFinished(store.close)
    const secrets = sealTarget(sealer, CHANNEL, { url: 'https://example.org/', secret: SECRET })
    await store.webhooks.add({ id: CHANNEL, host: 'example.org', secrets, createdAt: 0 })
    const publisher = createWebhookPublisher({
      webhooks: store.webhooks,
      sealer: sealerNow,
      postTo: () => Promise.reject(new Error('posted')),
      clock: { now: () => 0 },
      version: '0.0.0',
    })
    const harness = { publisher, channel: CHANNEL, messages: () => [], assertClean() {} } as const
    expect(await publish(harness)).toEqual({
      kind: 'retry',
      reason: 'SECRET_KEY doesn’t open the webhook’s address',
    })
  })

  it.each([
    ['on', { kind: 'sent' }],
    ['off', { kind: 'retry', refusedWith: 'address refused' }],
  ] as const)('goes to this machine with WEBHOOK_PRIVATE=%s or not', async (setting, verdict) => {
    const receiver = await startReceiver({ secret: SECRET })
    const store = await openMemoryStore()
    onTestFinished(async () => {
      await store.close()
      await receiver.close()
    })
    const secrets = sealTarget(sealer, CHANNEL, { url: receiver.url, secret: SECRET })
    await store.webhooks.add({ id: CHANNEL, host: '127.0.0.1', secrets, createdAt: 0 })
    const setup = webhook.configure({ WEBHOOK_PRIVATE: setting })
    if (setup.kind !== 'publisher') throw new Error(setup.kind)
    const parts = {
      store,
      sealer,
      proxy: undefined,
      clock: { now: Date.now },
      log: silentLog,
      version: '0.0.0',
    }
    const publisher = (await setup.load())(parts)
    const harness = { publisher, channel: CHANNEL, messages: () => [], assertClean() {} } as const
    expect(await publish(harness)).toMatchObject(verdict)
    receiver.assertClean()
  })

  it('gets the same id for a repeated message, and the name and version of who sends it', async () => {
    const harness = await createWebhookHarness()
    harness.fail('post', 'lost')
    await publish(harness)
    const verdict = await publish(harness)
    expect(verdict).toEqual({ kind: 'sent', messageId: harness.messages()[0]?.id })
    expect(harness.attempts()).toBe(2)
    harness.assertClean()
  })
})
