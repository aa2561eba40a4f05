import { expect, it } from 'vitest'
import type { Abilities, Failure, HarnessOptions, RemoteHarness } from './harness.ts'
import { never, postTo, publish } from './samples.ts'

const dead = (scope: string) => ({
  kind: 'dead',
  scope,
  code: expect.stringMatching(/./),
  reason: expect.stringMatching(/./),
})
const retry = { kind: 'retry', reason: expect.stringMatching(/./) }
const unknown = { kind: 'unknown', reason: expect.stringMatching(/./) }

/** The failures that mean the same, whoever the receiver is. */
const RECEIVER_FAILURES: readonly Failure[] = [
  'no such channel',
  'busy',
  'unlisted error',
  'slow down',
  'reset',
  'lost',
]

export function verdictsContract(
  createHarness: (options?: HarnessOptions) => Promise<RemoteHarness>,
  { token, anyReceiver = false, cannot = [] }: Abilities,
): void {
  it('is "sent" with the id of the message', async () => {
    const harness = await createHarness()
    const verdict = await publish(harness)
    expect(harness.messages()).toHaveLength(1)
    expect(verdict).toEqual({ kind: 'sent', messageId: harness.messages()[0]?.id })
    expect(harness.attempts()).toBe(1)
    harness.assertClean()
  })

  const cases: [failure: Failure, verdict: object][] = [
    ['no such channel', dead('channel')],
    ['token refused', dead(token)],
    ['faulty message', dead('message')],
    ['busy', retry],
    ['unlisted error', { ...retry, refusedWith: expect.stringMatching(/./) }],
    ['slow down', { ...retry, throttled: expect.anything() }],
    ['foreign refusal', retry],
    ['server error', unknown],
    ['foreign page', unknown],
    ['reset', unknown],
    ['lost', unknown],
  ]

  /** Anybody's server may have a proxy in front: a page with a refusal looks the same. */
  const receiverCases: typeof cases = [
    ...cases.filter(([failure]) => RECEIVER_FAILURES.includes(failure)),
    ['foreign refusal', { ...retry, refusedWith: expect.stringMatching(/./) }],
    ['server error', retry],
    ['foreign page', { kind: 'sent' }],
  ]

  const possible = (anyReceiver ? receiverCases : cases).filter(([failure]) => !cannot.includes(failure))
  it.each(possible)('comes after one attempt, on %j', async (failure, verdict) => {
    const harness = await createHarness()
    harness.fail('post', failure)
    expect(await publish(harness)).toMatchObject(verdict)
    expect(harness.attempts()).toBe(1)
  })

  const temporary: Failure[] = ['busy', 'slow down', anyReceiver ? 'server error' : 'foreign refusal']
  it.each(temporary.filter(failure => !cannot.includes(failure)))(
    'counts as no refusal by the platform, on %j',
    async failure => {
      const harness = await createHarness()
      harness.fail('post', failure)
      expect(await publish(harness)).not.toHaveProperty('refusedWith')
    },
  )

  it('is "retry" with the wait named by the platform', async () => {
    const harness = await createHarness()
    harness.fail('post', { slowDownForSeconds: 60 })
    const verdict = await publish(harness)
    expect(verdict).toMatchObject({ kind: 'retry', throttled: expect.anything() })
    const afterMs = verdict.kind === 'retry' ? (verdict.afterMs ?? 0) : 0
    // One SDK adds 50 ms.
    expect(afterMs).toBeGreaterThanOrEqual(60_000)
    expect(afterMs).toBeLessThanOrEqual(60_100)
    expect(harness.attempts()).toBe(1)
  })

  it('waits a day at most, whatever the platform names', async () => {
    const harness = await createHarness()
    harness.fail('post', { slowDownForSeconds: 99_999 })
    expect(await publish(harness)).toMatchObject({ kind: 'retry', afterMs: 24 * 3_600_000 })
  })

  it('has no wait if the platform names none', async () => {
    const harness = await createHarness()
    harness.fail('post', 'slow down')
    const verdict = await publish(harness)
    expect(verdict.kind === 'retry' && verdict.afterMs).toBeUndefined()
  })

  it.runIf(!anyReceiver)('shows the shape of a rejected message, without its contents', async () => {
    const harness = await createHarness()
    harness.fail('post', 'faulty message')
    const verdict = await publish(harness)
    const shape = verdict.kind === 'dead' ? verdict.payloadShape : undefined
    expect(shape).toMatch(/./)
    expect(shape).not.toContain('Small Steps')
  })

  it.runIf(!anyReceiver)('is "sent" again as soon as the platform accepts the token again', async () => {
    const harness = await createHarness()
    harness.fail('post', 'token refused')
    expect(await publish(harness)).toMatchObject({ kind: 'dead' })
    expect(await publish(harness)).toMatchObject({ kind: 'sent' })
  })

  it('is "retry" when we stop, and nothing is sent', async () => {
    const harness = await createHarness()
    const verdict = await harness.publisher.publish(postTo(harness), AbortSignal.abort())
    expect(verdict).toMatchObject(retry)
    expect(harness.attempts()).toBe(0)
    expect(await harness.publisher.publish(postTo(harness), never)).toMatchObject({ kind: 'sent' })
  })
}
