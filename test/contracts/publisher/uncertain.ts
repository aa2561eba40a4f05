import { expect, it } from 'vitest'
import type { Abilities, HomeOptions, RemoteHome } from './home.ts'
import { never, postTo, publish } from './samples.ts'

export function uncertainContract(
  createHome: (options?: HomeOptions) => Promise<RemoteHome>,
  { deduplicatesForMs }: Abilities,
): void {
  it.runIf(deduplicatesForMs > 0)('can be sent again with its key, and appears once', async () => {
    const home = await createHome()
    const first = await publish(home)
    expect(await publish(home)).toEqual(first)
    expect(home.messages()).toHaveLength(1)
  })

  it('isn’t confused with another key', async () => {
    const home = await createHome()
    const first = await publish(home)
    expect(await publish(home, { key: 'another' })).not.toEqual(first)
    expect(home.messages()).toHaveLength(2)
  })

  it('is "unknown" when only its answer was lost', async () => {
    const home = await createHome()
    home.fail('post', 'lost')
    expect(await publish(home)).toMatchObject({ kind: 'unknown' })
    expect(home.messages()).toHaveLength(1)
  })

  it.runIf(deduplicatesForMs > 0)(
    'appears once when only its answer was lost, even if it is sent again',
    async () => {
      const home = await createHome()
      home.fail('post', 'lost')
      await publish(home)
      expect(await publish(home)).toMatchObject({ kind: 'sent', messageId: home.messages()[0]?.id })
      expect(home.messages()).toHaveLength(1)
    },
  )

  it('is "unknown" when we abort it', async () => {
    const home = await createHome()
    home.fail('post', 'hang')
    const stop = new AbortController()
    const verdict = home.publisher.publish(postTo(home), stop.signal)
    await home.postAttempted()
    stop.abort()
    expect(await verdict).toEqual({
      kind: 'unknown',
      reason: expect.stringContaining('stopped while waiting'),
    })
  })

  it('is "retry" when the platform was never reached', async () => {
    const home = await createHome()
    await home.shutDown()
    // The first one may still use a connection that is open.
    await publish(home)
    expect(await home.publisher.publish(postTo(home), never)).toEqual({
      kind: 'retry',
      reason: expect.stringContaining('ECONNREFUSED'),
    })
  })
}
