import { expect, it } from 'vitest'
import type { Reply } from '../../../src/messages/reply.ts'
import type { Abilities, Failure, HomeOptions, RemoteHome } from './home.ts'
import { never } from './samples.ts'

const notice: Reply = { visibility: 'ephemeral', lines: [[{ text: 'The channel was archived.' }]] }

export function otherCallsContract(
  createHome: (options?: HomeOptions) => Promise<RemoteHome>,
  { without = [] }: Abilities,
): void {
  const hasToken = !without.includes('token')
  const hasDirectMessages = !without.includes('direct messages')

  it.runIf(!hasToken)('has no token to check', async () => {
    expect((await createHome()).publisher.checkToken).toBeUndefined()
  })

  it.runIf(!hasDirectMessages)('sends nobody direct messages', async () => {
    expect((await createHome()).publisher.sendDirectMessage).toBeUndefined()
  })

  it.runIf(hasToken)('accepts a valid token', async () => {
    const home = await createHome()
    expect(await home.publisher.checkToken?.(never)).toBe(true)
    home.assertClean()
  })

  const failures: Failure[] = ['token refused', 'server error', 'reset']
  it.runIf(hasToken).each(failures)(
    'doesn’t accept the token on "%s", but does afterwards',
    async failure => {
      const home = await createHome()
      home.fail('token', failure)
      expect(await home.publisher.checkToken?.(never)).toBe(false)
      expect(await home.publisher.checkToken?.(never)).toBe(true)
    },
  )

  it.runIf(hasDirectMessages)('sends a person a direct message about a channel', async () => {
    const home = await createHome()
    await home.publisher.sendDirectMessage?.(home.channel, home.personId, notice, never)
    expect(await home.nextDirectMessage()).toEqual({
      personId: home.personId,
      text: 'The channel was archived.',
    })
    home.assertClean()
  })

  it.runIf(hasDirectMessages)('rejects a direct message that the platform rejects', async () => {
    const home = await createHome()
    home.fail('direct', 'no such channel')
    await expect(
      home.publisher.sendDirectMessage?.(home.channel, home.personId, notice, never),
    ).rejects.toThrow()
  })
}
