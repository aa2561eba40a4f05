import { beforeEach, describe, expect, it } from 'vitest'
import { createEndSuspensions } from '../../src/delivery/end-suspensions.ts'
import type { Publisher } from '../../src/ports/publisher.ts'
import type { Store } from '../../src/ports/store.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { openMemoryStore } from '../fixtures/memory-store.ts'

const NOW = Date.parse('2026-11-23T09:00Z')
const SECOND = 1000

let store: Store
let clock: ReturnType<typeof createFakeClock>
let lift: ReturnType<typeof createEndSuspensions>
let lines: string[]

beforeEach(async () => {
  clock = createFakeClock(NOW)
  store = await openMemoryStore()
  lines = []
  const note = (fields: Record<string, unknown>) => void lines.push(JSON.stringify(fields))
  lift = createEndSuspensions({
    suspensions: store.suspensions,
    clock,
    log: { ...silentLog, info: note, warn: note },
    settings: { backoffMs: 10 * SECOND, maxBackoffMs: 40 * SECOND },
  })
  return () => store.close()
})

const suspension = (scope: string) =>
  store.suspensions.add({ scope, reason: 'the token was revoked', at: NOW })
const scopes = async () => (await store.suspensions.all()).map(({ scope }) => scope).toSorted()

/** A publisher whose token is valid, isn't, or can't be checked; without an answer it must not be checked. */
const publisher = (platform: 'slack' | 'discord', works?: Publisher['checkToken']): Publisher => ({
  platform,
  publish: () => Promise.reject(new Error('nothing is posted here')),
  reconcile: () => Promise.reject(new Error('nothing is looked up here')),
  ...(works && { checkToken: works }),
})

describe('suspensions', () => {
  it.each<[string, Publisher['checkToken'], string[]]>([
    ['end if the token is valid', async () => true, []],
    ['end if the token cannot be checked on this platform', undefined, []],
    ['remain if it is not valid', async () => false, ['slack:', 'slack:T1/']],
    [
      'remain if the token could not be checked',
      () => Promise.reject(new Error('offline')),
      ['slack:', 'slack:T1/'],
    ],
  ])('%s, on that platform alone', async (_, checkToken, remaining) => {
    for (const scope of ['slack:', 'slack:T1/', 'discord:']) await suspension(scope)
    await lift([publisher('slack', checkToken)])
    expect(await scopes()).toEqual(['discord:', ...remaining])
  })

  it('are checked by the publisher of their platform', async () => {
    await suspension('discord:')
    await lift([publisher('slack', async () => false), publisher('discord', async () => true)])
    expect(await scopes()).toEqual([])
    expect(lines).toEqual(['{"scope":"discord:"}'])
  })

  it('are checked less and less often while the token is not valid', async () => {
    await suspension('slack:')
    const asked: number[] = []
    const rejecting = publisher('slack', async () => {
      asked.push((clock.now() - NOW) / SECOND)
      return false
    })
    for (let second = 0; second <= 160; second++) {
      clock.set(NOW + second * SECOND)
      await lift([rejecting])
    }
    expect(asked).toEqual([0, 10, 30, 70, 110, 150])
  })

  it('are checked at once after the clock was a day ahead and was set right', async () => {
    let asked = 0
    const chat = publisher('slack', async () => ++asked > 1)
    await suspension('slack:')
    clock.advance(24 * 3_600 * SECOND)
    await lift([chat])
    clock.set(NOW)
    await lift([chat])
    expect({ asked, scopes: await scopes() }).toEqual({ asked: 2, scopes: [] })
  })

  it('that come back end later each time', async () => {
    const working = publisher('slack', async () => true)
    const liftedAfter: number[] = []
    for (let second = 0; second <= 30; second++) {
      clock.set(NOW + second * SECOND)
      await suspension('slack:')
      await lift([working])
      if ((await scopes()).length === 0) liftedAfter.push(second)
    }
    expect(liftedAfter).toEqual([0, 10, 30])
  })

  it('log why a token could not be checked', async () => {
    await suspension('slack:')
    await lift([publisher('slack', () => Promise.reject(new Error('offline')))])
    expect(lines).toEqual(['{"error":"offline"}'])
  })
})
