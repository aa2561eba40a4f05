import { expect, it } from 'vitest'
import type { Reply } from '../../../src/messages/reply.ts'
import type { Failure, HomeOptions, RemoteHome } from './home.ts'
import { never } from './samples.ts'

const notice: Reply = { visibility: 'ephemeral', lines: [[{ text: 'The channel was archived.' }]] }

export function otherCallsContract(createHome: (options?: HomeOptions) => Promise<RemoteHome>): void {
  it('accepts a valid token', async () => {
    const home = await createHome()
    expect(await home.publisher.checkToken?.(never)).toBe(true)
    home.assertClean()
  })

  const failures: Failure[] = ['token refused', 'server error', 'reset']
  it.each(failures)('doesn’t accept the token on "%s", but does afterwards', async failure => {
    const home = await createHome()
    home.fail('token', failure)
    expect(await home.publisher.checkToken?.(never)).toBe(false)
    expect(await home.publisher.checkToken?.(never)).toBe(true)
  })

  it('sends a person a direct message about a channel', async () => {
    const home = await createHome()
    await home.publisher.sendDirectMessage?.(home.channel, home.personId, notice, never)
    expect(await home.nextDirectMessage()).toEqual({
      personId: home.personId,
      text: 'The channel was archived.',
    })
    home.assertClean()
  })

  it('rejects a direct message that the platform rejects', async () => {
    const home = await createHome()
    home.fail('direct', 'no such channel')
    await expect(
      home.publisher.sendDirectMessage?.(home.channel, home.personId, notice, never),
    ).rejects.toThrow()
  })
}
