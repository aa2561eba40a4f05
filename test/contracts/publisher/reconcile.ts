import { expect, it } from 'vitest'
import type { Found, Post } from '../../../src/ports/publisher.ts'
import { everydayDigest, hostileDigest } from '../../fixtures/digests.ts'
import type { Abilities, Failure, HomeOptions, RemoteHome } from './home.ts'
import { idOf, never, postTo, publish, publishAll } from './samples.ts'

/** When the message was first sent, ms UTC; also the time of a home's clock, unless the options say otherwise. */
export const TRIED_AT = Date.parse('2026-11-23T09:00Z')

const reconcile = (home: RemoteHome, changes: Partial<Post> = {}): Promise<Found> =>
  home.publisher.reconcile({ ...postTo(home, changes), triedAt: TRIED_AT }, never)

export function reconcileContract(
  createHome: (options?: HomeOptions) => Promise<RemoteHome>,
  { deduplicatesForMs, without = [], repeatsAfterMs }: Abilities,
): void {
  it('is uncertain when we stop', async () => {
    const home = await createHome()
    const found = await home.publisher.reconcile({ ...postTo(home), triedAt: TRIED_AT }, AbortSignal.abort())
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
        const home = await createHome({ sinceTriedMs })
        const found = await reconcile(home)
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
      const home = await createHome()
      const first = await publish(home)
      expect(await reconcile(home)).toEqual({
        kind: 'unknown',
        reason: expect.stringMatching(/./),
        mayRepeat: true,
      })
      expect(await publish(home)).toEqual(first)
    })
    return
  }

  it('finds a message among others when its answer was lost', async () => {
    const home = await createHome()
    await publish(home, { key: 'before' })
    home.fail('post', 'lost')
    await publish(home)
    const [, lost] = home.messages()
    await publish(home, { key: 'after' })
    expect(await reconcile(home)).toEqual({ kind: 'posted', messageId: lost?.id })
    home.assertClean()
  })

  it('finds a message in plain text', async () => {
    const home = await createHome()
    await publish(home, { key: 'another', digest: hostileDigest, plain: true })
    const id = idOf(await publish(home, { plain: true }))
    expect(await reconcile(home, { plain: true })).toEqual({ kind: 'posted', messageId: id })
  })

  it('finds a message in a thread', async () => {
    const home = await createHome()
    const digest = { ...everydayDigest, layout: 'thread' as const }
    const [threadId, , second] = await publishAll(home, digest)
    const found = await reconcile(home, { digest, step: 2, key: 'all 2', threadId })
    expect(found).toEqual({ kind: 'posted', messageId: second })
    const missing = { digest, step: 3, key: 'never sent', threadId }
    expect(await reconcile(home, missing)).toEqual({ kind: 'absent' })
  })

  it('reports absent messages, in an empty channel and among others', async () => {
    const home = await createHome()
    expect(await reconcile(home)).toEqual({ kind: 'absent' })
    await publish(home, { key: 'another' })
    expect(await reconcile(home)).toEqual({ kind: 'absent' })
    expect(home.messages()).toHaveLength(1)
  })

  const failures: Failure[] = ['server error', 'reset', 'foreign page', 'token refused', 'slow down']
  it.each(failures)('is uncertain on "%s", and the message may not be repeated', async failure => {
    const home = await createHome()
    await publish(home)
    home.fail('history', failure)
    expect(await reconcile(home)).toMatchObject({
      kind: 'unknown',
      reason: expect.stringMatching(/./),
      mayRepeat: false,
    })
    expect(await reconcile(home)).toMatchObject({ kind: 'posted' })
  })

  it('is uncertain until the wait named by the platform is over', async () => {
    const home = await createHome()
    home.fail('history', { slowDownForSeconds: 60 })
    const found = await reconcile(home)
    expect(found).toMatchObject({ kind: 'unknown', mayRepeat: false })
    const afterMs = found.kind === 'unknown' ? (found.afterMs ?? 0) : 0
    expect(afterMs).toBeGreaterThanOrEqual(60_000)
    expect(afterMs).toBeLessThanOrEqual(60_100)
  })

  if (deduplicatesForMs === 0) {
    it('doesn’t allow repeating a message if the bot may not read the channel, because it could appear twice', async () => {
      const home = await createHome({ mayReadHistory: false })
      await publish(home)
      expect(await reconcile(home)).toEqual({
        kind: 'unknown',
        reason: expect.stringContaining('may not read'),
        mayRepeat: false,
      })
    })
    return
  }

  it('allows repeating a message if the bot may not read the channel, because the platform recognises it', async () => {
    const home = await createHome({ mayReadHistory: false })
    const first = await publish(home)
    expect(await reconcile(home)).toEqual({
      kind: 'unknown',
      reason: expect.stringContaining('may not read'),
      mayRepeat: true,
    })
    expect(await publish(home)).toEqual(first)
  })

  const limited = Number.isFinite(deduplicatesForMs)
    ? [[deduplicatesForMs - 1, true] as const, [deduplicatesForMs, false] as const]
    : []
  it.each([[0, true] as const, ...limited])(
    'allows repeating it %i ms after the first try: %s',
    async (sinceTriedMs, mayRepeat) => {
      const home = await createHome({ mayReadHistory: false, sinceTriedMs })
      expect(await reconcile(home)).toMatchObject({ kind: 'unknown', mayRepeat })
    },
  )
}
