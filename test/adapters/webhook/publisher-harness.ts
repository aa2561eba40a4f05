import { onTestFinished } from 'vitest'
import { createPostTo } from '../../../adapters/webhook/post.ts'
import { createWebhookPublisher } from '../../../adapters/webhook/publisher.ts'
import { sealTarget } from '../../../adapters/webhook/target.ts'
import { createSealer } from '../../../src/lib/sealed.ts'
import {
  type Failure,
  type HarnessOptions,
  hiddenIn,
  type RemoteHarness,
} from '../../contracts/publisher/harness.ts'
import { TRIED_AT } from '../../contracts/publisher/reconcile.ts'
import { type ReceiverFault, startReceiver } from '../../fakes/webhook/receiver.ts'
import { openMemoryStore } from '../../fixtures/memory-store.ts'

export const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
export const CHANNEL = 'webhook:a1b2'
export const sealer = createSealer([Buffer.alloc(32, 1)])

const FAULTS: Partial<Record<Exclude<Failure, object>, ReceiverFault>> = {
  hang: 'hang',
  stall: 'stall',
  reset: 'reset',
  lost: 'lost',
  'server error': { status: 500 },
  'foreign page': { status: 200, body: '<html>Log in</html>' },
  'foreign refusal': { status: 403, body: '<html>Blocked</html>' },
  busy: { status: 503 },
  'unlisted error': { status: 422 },
  'slow down': { status: 429 },
  'no such channel': { status: 410 },
}

function faultOf(failure: Failure): ReceiverFault {
  if (typeof failure === 'object')
    return { status: 429, headers: { 'retry-after': String(failure.slowDownForSeconds) } }
  const fault = FAULTS[failure]
  if (!fault) throw new Error(`a receiver has no "${failure}"`)
  return fault
}

/** A webhook with a receiver on this machine. */
export async function createWebhookHarness({
  timeoutMs = 5_000,
  sinceTriedMs = 0,
}: HarnessOptions = {}): Promise<RemoteHarness> {
  const clock = { now: () => TRIED_AT + sinceTriedMs }
  const receiver = await startReceiver({ secret: SECRET, now: clock.now })
  const store = await openMemoryStore()
  onTestFinished(async () => {
    await store.close()
    await receiver.close()
  })
  const target = { url: `${receiver.url}/hook?token=t`, secret: SECRET }
  await store.webhooks.add({
    id: CHANNEL,
    host: '127.0.0.1',
    secrets: sealTarget(sealer, CHANNEL, target),
    createdAt: 0,
  })
  const reachable = { privateAddresses: true }
  return {
    publisher: createWebhookPublisher({
      webhooks: store.webhooks,
      sealer,
      postTo: createPostTo({ reachable, proxy: undefined, timeoutMs, clock }),
      clock,
      version: '0.0.0',
    }),
    channel: CHANNEL,
    messages: () =>
      receiver.received.map(({ id, body, raw }) => ({
        id,
        threadId: body.part?.first,
        text: body.text,
        links: linksIn(JSON.parse(raw)),
        notifies: [],
        markup: hiddenIn(textsIn(JSON.parse(raw)).join('')),
      })),
    assertClean: receiver.assertClean,
    fail: (_, failure) => receiver.fail(faultOf(failure)),
    attempts: () => receiver.requests.length,
    postAttempted: receiver.nextRequest,
    shutDown: receiver.close,
    personId: '',
    nextDirectMessage: async () => ({ personId: '', text: '' }),
  }
}

/** All texts in a body. */
const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : []

/** All addresses in a body: the fields for them, as nothing else is a link. */
const linksIn = (value: unknown): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, part]) =>
        name === 'url' && typeof part === 'string' ? [part] : linksIn(part),
      )
