import { setTimeout } from 'node:timers/promises'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { createRequests } from '../../src/app/requests.ts'
import { currentReference, outsideRequests } from '../../src/lib/request-context.ts'
import type { Requests } from '../../src/ports/requests.ts'
import { listed } from '../contracts/store/samples.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { createAppHarness } from '../fixtures/app-harness.ts'

let now: number
let measured: string[]
let requests: Requests
beforeEach(() => {
  now = 0
  measured = []
  let references = 0
  requests = createRequests({
    metrics: {
      acknowledged: (platform, ms) => measured.push(`${platform} acknowledged after ${ms}`),
      answered: (platform, ms) => measured.push(`${platform} answered after ${ms}`),
    },
    log: silentLog,
    newReference: () => `ref-${++references}`,
    now: () => now,
  })
})

it('a request has one reference while it is handled, also later and in parallel with others', async () => {
  const seen = await Promise.all(
    ['slack', 'discord'].map(from =>
      requests.handle(from, async () => {
        const before = currentReference()
        await setTimeout(1)
        return [before, currentReference()]
      }),
    ),
  )
  expect(seen).toEqual([
    ['ref-1', 'ref-1'],
    ['ref-2', 'ref-2'],
  ])
  expect(currentReference()).toBeUndefined()
})

it('a request within another has the same reference, and its own times', async () => {
  await requests.handle('web', async () => {
    now = 10
    await requests.handle('slack', async () => {
      expect(currentReference()).toBe('ref-1')
      now = 30
      requests.acknowledged()
    })
  })
  expect(measured).toEqual(['slack acknowledged after 20'])
})

it('the first acknowledgement counts, and the answer', async () => {
  await requests.handle('slack', async () => {
    now = 5
    requests.acknowledged()
    now = 50
    requests.acknowledged()
    requests.answered()
  })
  requests.acknowledged()
  requests.answered()
  expect(measured).toEqual(['slack acknowledged after 5', 'slack answered after 50'])
})

it('what outlasts a request, even one that fails, no longer belongs to it', async () => {
  const over = Promise.withResolvers<void>()
  let later: Promise<string | undefined> | undefined
  const failing = requests.handle('slack', async () => {
    later = over.promise.then(currentReference)
    throw new Error('fails')
  })
  await expect(failing).rejects.toThrow('fails')
  over.resolve()
  expect(await later).toBeUndefined()
})

it('what is for others doesn’t belong to the request that sets it off', async () => {
  await requests.handle('slack', async () => {
    expect(outsideRequests(currentReference)).toBeUndefined()
    expect(currentReference()).toBe('ref-1')
  })
})

it('nor do deliveries that a command begins: others are sent with them', async () => {
  const harness = await createAppHarness('2026-11-23T08:30Z')
  onTestFinished(harness.app.stop)
  harness.source.days.set('2026-11-23', [listed('2611.00001')])
  await harness.app.start()
  await harness.type('confirm subscribe *')
  const posting = Promise.withResolvers<string | undefined>()
  harness.answer = () => {
    posting.resolve(currentReference())
    return { kind: 'sent', messageId: 'm1' }
  }
  await requests.handle('slack', async () => {
    await harness.type('post')
    expect(await posting.promise).toBeUndefined()
    expect(currentReference()).toBe('ref-1')
  })
})
