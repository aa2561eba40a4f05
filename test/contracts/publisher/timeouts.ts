import { expect, it } from 'vitest'
import type { Abilities, HarnessOptions, RemoteHarness } from './harness.ts'
import { TRIED_AT } from './reconcile.ts'
import { never, postTo, publish } from './samples.ts'

const timeoutMs = 30
/** Within this, a status has to arrive on a busy machine. */
const TIMEOUT_WITH_STATUS_MS = 1_000
const hangs = [
  ['a platform that never answers', 'hang'],
  ['an answer that stalls midway', 'stall'],
] as const

export function timeoutsContract(
  createHarness: (options?: HarnessOptions) => Promise<RemoteHarness>,
  { without = [], anyReceiver = false }: Abilities,
): void {
  it.runIf(anyReceiver)('end a post whose answer stalls after a status that says all', async () => {
    const harness = await createHarness({ timeoutMs: TIMEOUT_WITH_STATUS_MS })
    harness.fail('post', 'stall')
    expect(await publish(harness)).toMatchObject({ kind: 'sent' })
  })

  it.each(anyReceiver ? hangs.slice(0, 1) : hangs)(
    'end a post to %s, with the verdict "unknown"',
    async (_, hang) => {
      const harness = await createHarness({ timeoutMs })
      harness.fail('post', hang)
      expect(await publish(harness)).toEqual({
        kind: 'unknown',
        reason: expect.stringContaining('no answer in time'),
      })
    },
  )

  it.runIf(!without.includes('history')).each(hangs)('end reading the history from %s', async (_, hang) => {
    const harness = await createHarness({ timeoutMs })
    harness.fail('history', hang)
    const found = await harness.publisher.reconcile({ ...postTo(harness), triedAt: TRIED_AT }, never)
    expect(found).toMatchObject({ kind: 'unknown', mayRepeat: false })
  })

  it.runIf(!without.includes('token')).each(hangs)('end a token check with %s', async (_, hang) => {
    const harness = await createHarness({ timeoutMs })
    harness.fail('token', hang)
    expect(await harness.publisher.checkToken?.(never)).toBe(false)
  })
}
