import { expect, it } from 'vitest'
import type { Reply } from '../../../src/messages/reply.ts'
import type { Abilities, Failure, HarnessOptions, RemoteHarness } from './harness.ts'
import { never } from './samples.ts'

const notice: Reply = { visibility: 'ephemeral', lines: [[{ text: 'The channel was archived.' }]] }

export function otherCallsContract(
  createHarness: (options?: HarnessOptions) => Promise<RemoteHarness>,
  { without = [] }: Abilities,
): void {
  const hasToken = !without.includes('token')
  const hasDirectMessages = !without.includes('direct messages')

  it.runIf(!hasToken)('has no token to check', async () => {
    expect((await createHarness()).publisher.checkToken).toBeUndefined()
  })

  it.runIf(!hasDirectMessages)('sends nobody direct messages', async () => {
    expect((await createHarness()).publisher.sendDirectMessage).toBeUndefined()
  })

  it.runIf(hasToken)('accepts a valid token', async () => {
    const harness = await createHarness()
    expect(await harness.publisher.checkToken?.(never)).toBe(true)
    harness.assertClean()
  })

  const failures: Failure[] = ['token refused', 'server error', 'reset']
  it.runIf(hasToken).each(failures)(
    'doesn’t accept the token on "%s", but does afterwards',
    async failure => {
      const harness = await createHarness()
      harness.fail('token', failure)
      expect(await harness.publisher.checkToken?.(never)).toBe(false)
      expect(await harness.publisher.checkToken?.(never)).toBe(true)
    },
  )

  it.runIf(hasDirectMessages)('sends a person a direct message about a channel', async () => {
    const harness = await createHarness()
    await harness.publisher.sendDirectMessage?.(harness.channel, harness.personId, notice, never)
    expect(await harness.nextDirectMessage()).toEqual({
      personId: harness.personId,
      text: 'The channel was archived.',
    })
    harness.assertClean()
  })

  it.runIf(hasDirectMessages)('rejects a direct message that the platform rejects', async () => {
    const harness = await createHarness()
    harness.fail('direct', 'no such channel')
    await expect(
      harness.publisher.sendDirectMessage?.(harness.channel, harness.personId, notice, never),
    ).rejects.toThrow()
  })
}
