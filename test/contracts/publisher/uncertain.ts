import { expect, it } from 'vitest'
import type { Abilities, HarnessOptions, RemoteHarness } from './harness.ts'
import { never, postTo, publish } from './samples.ts'

export function uncertainContract(
  createHarness: (options?: HarnessOptions) => Promise<RemoteHarness>,
  { deduplicatesForMs }: Abilities,
): void {
  it.runIf(deduplicatesForMs > 0)('can be sent again with its key, and appears once', async () => {
    const harness = await createHarness()
    const first = await publish(harness)
    expect(await publish(harness)).toEqual(first)
    expect(harness.messages()).toHaveLength(1)
  })

  it('isn’t confused with another key', async () => {
    const harness = await createHarness()
    const first = await publish(harness)
    expect(await publish(harness, { key: 'another' })).not.toEqual(first)
    expect(harness.messages()).toHaveLength(2)
  })

  it('is "unknown" when only its answer was lost', async () => {
    const harness = await createHarness()
    harness.fail('post', 'lost')
    expect(await publish(harness)).toMatchObject({ kind: 'unknown' })
    expect(harness.messages()).toHaveLength(1)
  })

  it.runIf(deduplicatesForMs > 0)(
    'appears once when only its answer was lost, even if it is sent again',
    async () => {
      const harness = await createHarness()
      harness.fail('post', 'lost')
      await publish(harness)
      expect(await publish(harness)).toMatchObject({ kind: 'sent', messageId: harness.messages()[0]?.id })
      expect(harness.messages()).toHaveLength(1)
    },
  )

  it('is "unknown" when we abort it', async () => {
    const harness = await createHarness()
    harness.fail('post', 'hang')
    const stop = new AbortController()
    const verdict = harness.publisher.publish(postTo(harness), stop.signal)
    await harness.postAttempted()
    stop.abort()
    expect(await verdict).toEqual({
      kind: 'unknown',
      reason: expect.stringContaining('stopped while waiting'),
    })
  })

  it('is "retry" when the platform was never reached', async () => {
    const harness = await createHarness()
    await harness.shutDown()
    // The first one may still use a connection that is open.
    await publish(harness)
    expect(await harness.publisher.publish(postTo(harness), never)).toEqual({
      kind: 'retry',
      reason: expect.stringContaining('ECONNREFUSED'),
    })
  })
}
