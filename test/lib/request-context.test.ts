import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import {
  currentReference,
  currentRequest,
  outsideRequests,
  type RequestContext,
  withRequest,
} from '../../src/lib/request-context.ts'

const request = (reference: string): RequestContext => ({
  reference,
  from: 'slack',
  arrivedAt: 0,
  isAcknowledged: false,
  isOver: false,
})

it('belongs to all that a request waits for, and to nothing else', async () => {
  expect(currentRequest()).toBeUndefined()
  expect(currentReference()).toBeUndefined()
  const references = await Promise.all(
    ['a1', 'b2'].map(reference =>
      withRequest(request(reference), async () => {
        await setImmediate()
        return [currentReference(), outsideRequests(currentReference)]
      }),
    ),
  )
  expect(references).toEqual([
    ['a1', undefined],
    ['b2', undefined],
  ])
})

it.each([
  ['well', async () => {}],
  ['badly', () => Promise.reject(new Error('no'))],
])('is over when the request has ended %s, for what outlives it', async (_, work) => {
  const ended = Promise.withResolvers<void>()
  let later: Promise<string | undefined> = Promise.resolve('')
  const handled = withRequest(request('a1'), () => {
    later = ended.promise.then(currentReference)
    return work()
  })
  await handled.catch(() => {})
  ended.resolve()
  expect(await later).toBeUndefined()
})
