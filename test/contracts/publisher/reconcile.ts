import { expect, it } from 'vitest'
import type { Found, Post } from '../../../src/ports/publisher.ts'
import { everydayDigest, hostileDigest } from '../../fixtures/digests.ts'
import type { Abilities, Failure, HarnessOptions, RemoteHarness } from './harness.ts'
import { idOf, never, postTo, publish, publishAll } from './samples.ts'

/** When the message was first sent, ms UTC; also the time of a harness's clock, unless the options say otherwise. */
export const TRIED_AT = Date.parse('2026-11-23T09:00Z')

const reconcile = (harness: RemoteHarness, changes: Partial<Post> = {}): Promise<Found> =>
  harness.publisher.reconcile({ ...postTo(harness, changes), triedAt: TRIED_AT }, never)

export function reconcileContract(
  createHarness: (options?: HarnessOptions) => Promise<RemoteHarness>,
  { deduplicatesForMs, without = [], repeatsAfterMs }: Abilities,
): void {
  it('is uncertain when we stop', async () => {
    const harness = await createHarness()
    const found = await harness.publisher.reconcile(
      { ...postTo(harness), triedAt: TRIED_AT },
      AbortSignal.abort(),
    )
    expect(found).toMatchObject({ kind: 'unknown', mayRepeat: false })
  })

  if (repeatsAfterMs !== undefined) {
    it.each([
      [0, false],
      [repeatsAfterMs - 1, false],
      [repeatsAfterMs, true],
    ])(
      'can’t look: repeating it %i ms after the first try is allowed: %s',
      async (sinceTriedMs, mayRepeat) => {
        const harness = await createHarness({ sinceTriedMs })
        const found = await reconcile(harness)
        expect(found).toMatchObject({ kind: 'unknown', reason: expect.stringMatching(/./), mayRepeat })
        expect(found.kind === 'unknown' && found.afterMs).toBe(
          mayRepeat ? undefined : repeatsAfterMs - sinceTriedMs,
        )
      },
    )
    return
  }

  if (without.includes('history')) {
    it('can’t look, and allows repeating a message, because the receiver recognises it', async () => {
      const harness = await createHarness()
      const first = await publish(harness)
      expect(await reconcile(harness)).toEqual({
        kind: 'unknown',
        reason: expect.stringMatching(/./),
        mayRepeat: true,
      })
      expect(await publish(harness)).toEqual(first)
    })
    return
  }

  it('finds a message among others when its answer was lost', async () => {
    const harness = await createHarness()
    await publish(harness, { key: 'before' })
    harness.fail('post', 'lost')
    await publish(harness)
    const [, lost] = harness.messages()
    await publish(harness, { key: 'after' })
    expect(await reconcile(harness)).toEqual({ kind: 'posted', messageId: lost?.id })
    harness.assertClean()
  })

  it('finds a message in plain text', async () => {
    const harness = await createHarness()
    await publish(harness, { key: 'another', digest: hostileDigest, plain: true })
    const id = idOf(await publish(harness, { plain: true }))
    expect(await reconcile(harness, { plain: true })).toEqual({ kind: 'posted', messageId: id })
  })

  it('finds a message in a thread', async () => {
    const harness = await createHarness()
    const digest = { ...everydayDigest, layout: 'thread' as const }
    const [threadId, , second] = await publishAll(harness, digest)
    const found = await reconcile(harness, { digest, step: 2, key: 'all 2', threadId })
    expect(found).toEqual({ kind: 'posted', messageId: second })
    const missing = { digest, step: 3, key: 'never sent', threadId }
    expect(await reconcile(harness, missing)).toEqual({ kind: 'absent' })
  })

  it('reports absent messages, in an empty channel and among others', async () => {
    const harness = await createHarness()
    expect(await reconcile(harness)).toEqual({ kind: 'absent' })
    await publish(harness, { key: 'another' })
    expect(await reconcile(harness)).toEqual({ kind: 'absent' })
    expect(harness.messages()).toHaveLength(1)
  })

  const failures: Failure[] = ['server error', 'reset', 'foreign page', 'token refused', 'slow down']
  it.each(failures)('is uncertain on "%s", and the message may not be repeated', async failure => {
    const harness = await createHarness()
    await publish(harness)
    harness.fail('history', failure)
    expect(await reconcile(harness)).toMatchObject({
      kind: 'unknown',
      reason: expect.stringMatching(/./),
      mayRepeat: false,
    })
    expect(await reconcile(harness)).toMatchObject({ kind: 'posted' })
  })

  it('is uncertain until the wait named by the platform is over', async () => {
    const harness = await createHarness()
    harness.fail('history', { slowDownForSeconds: 60 })
    const found = await reconcile(harness)
    expect(found).toMatchObject({ kind: 'unknown', mayRepeat: false })
    const afterMs = found.kind === 'unknown' ? (found.afterMs ?? 0) : 0
    expect(afterMs).toBeGreaterThanOrEqual(60_000)
    expect(afterMs).toBeLessThanOrEqual(60_100)
  })

  if (deduplicatesForMs === 0) {
    it('doesn’t allow repeating a message if the bot may not read the channel, because it could appear twice', async () => {
      const harness = await createHarness({ mayReadHistory: false })
      await publish(harness)
      expect(await reconcile(harness)).toEqual({
        kind: 'unknown',
        reason: expect.stringContaining('may not read'),
        mayRepeat: false,
      })
    })
    return
  }

  it('allows repeating a message if the bot may not read the channel, because the platform recognises it', async () => {
    const harness = await createHarness({ mayReadHistory: false })
    const first = await publish(harness)
    expect(await reconcile(harness)).toEqual({
      kind: 'unknown',
      reason: expect.stringContaining('may not read'),
      mayRepeat: true,
    })
    expect(await publish(harness)).toEqual(first)
  })

  const limited = Number.isFinite(deduplicatesForMs)
    ? [[deduplicatesForMs - 1, true] as const, [deduplicatesForMs, false] as const]
    : []
  it.each([[0, true] as const, ...limited])(
    'allows repeating it %i ms after the first try: %s',
    async (sinceTriedMs, mayRepeat) => {
      const harness = await createHarness({ mayReadHistory: false, sinceTriedMs })
      expect(await reconcile(harness)).toMatchObject({ kind: 'unknown', mayRepeat })
    },
  )
}
