import { expect, it } from 'vitest'
import type { Abilities, HomeOptions, RemoteHome } from './home.ts'
import { TRIED_AT } from './reconcile.ts'
import { never, postTo, publish } from './samples.ts'

const timeoutMs = 30
const hangs = [
  ['a platform that never answers', 'hang'],
  ['an answer that stalls midway', 'stall'],
] as const

export function timeoutsContract(
  createHome: (options?: HomeOptions) => Promise<RemoteHome>,
  { without = [], anyReceiver = false }: Abilities,
): void {
  it.runIf(anyReceiver)('end a post whose answer stalls after a status that says all', async () => {
    const home = await createHome({ timeoutMs })
    home.fail('post', 'stall')
    expect(await publish(home)).toMatchObject({ kind: 'sent' })
  })

  it.each(anyReceiver ? hangs.slice(0, 1) : hangs)(
    'end a post to %s, with the verdict "unknown"',
    async (_, hang) => {
      const home = await createHome({ timeoutMs })
      home.fail('post', hang)
      expect(await publish(home)).toEqual({
        kind: 'unknown',
        reason: expect.stringContaining('no answer in time'),
      })
    },
  )

  it.runIf(!without.includes('history')).each(hangs)('end reading the history from %s', async (_, hang) => {
    const home = await createHome({ timeoutMs })
    home.fail('history', hang)
    const found = await home.publisher.reconcile({ ...postTo(home), triedAt: TRIED_AT }, never)
    expect(found).toMatchObject({ kind: 'unknown', mayRepeat: false })
  })

  it.runIf(!without.includes('token')).each(hangs)('end a token check with %s', async (_, hang) => {
    const home = await createHome({ timeoutMs })
    home.fail('token', hang)
    expect(await home.publisher.checkToken?.(never)).toBe(false)
  })
}
