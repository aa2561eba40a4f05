import { expect, it } from 'vitest'
import type { HomeOptions, RemoteHome } from './home.ts'
import { TRIED_AT } from './reconcile.ts'
import { never, postTo, publish } from './samples.ts'

const timeoutMs = 30
const silences = [
  ['a platform that never answers', 'hang'],
  ['an answer that stalls midway', 'stall'],
] as const

export function timeLimitsContract(createHome: (options?: HomeOptions) => Promise<RemoteHome>): void {
  it.each(silences)('end a post to %s: it is "unknown"', async (_, silence) => {
    const home = await createHome({ timeoutMs })
    home.fail('post', silence)
    expect(await publish(home)).toEqual({
      kind: 'unknown',
      reason: expect.stringContaining('no answer in time'),
    })
  })

  it.each(silences)('end a look at the history by %s', async (_, silence) => {
    const home = await createHome({ timeoutMs })
    home.fail('history', silence)
    const found = await home.publisher.reconcile({ ...postTo(home), triedAt: TRIED_AT }, never)
    expect(found).toMatchObject({ kind: 'unknown', mayRepeat: false })
  })

  it.each(silences)('end the question whether the token works by %s', async (_, silence) => {
    const home = await createHome({ timeoutMs })
    home.fail('token', silence)
    expect(await home.publisher.checkToken?.(never)).toBe(false)
  })
}
