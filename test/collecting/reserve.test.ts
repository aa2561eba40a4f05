import { expect, it } from 'vitest'
import { LOOK_UP } from '../../config/defaults.ts'
import { createCollector } from '../../src/collecting/collector.ts'
import { createLookUp } from '../../src/collecting/look-up.ts'
import { addDays } from '../../src/time/days.ts'
import { DAY, NOON, sourceAndServer } from '../adapters/huggingface/setup.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { wirePaper } from '../fixtures/papers.ts'
import { openLibrary } from '../search/library.ts'

/** What Hugging Face allows in five minutes without a token. */
const ALLOWED = 500
/** A look-up fails twice and is answered the third time: the most requests that it can need. */
const ATTEMPTS = 3

it('however much people look up, collecting, digests and the backfill still get their requests', async () => {
  const { store } = await openLibrary()
  const { source, server } = await sourceAndServer({ days: { [DAY]: [wirePaper({ id: '2611.00001' })] } })
  const clock = createFakeClock(NOON)
  const { papers, keyValues } = store
  const lookUp = createLookUp({ papers, sources: [source], clock, log: silentLog, settings: LOOK_UP })
  const collector = createCollector({ source, papers, keyValues, clock, log: silentLog })
  const { signal } = new AbortController()
  server.setLimits(ALLOWED, 300)

  const kinds: string[] = []
  for (let number = 0; number < 490; number++) {
    const found = { status: 404, body: { error: 'Paper not found' } }
    server.faults({ kind: '500', times: ATTEMPTS - 1 }, found)
    const workspace = `slack:T${number % 7}`
    const result = await lookUp.find(`2611.${20_000 + number}`, {
      person: `${workspace}/U${number % 70}`,
      workspace,
    })
    kinds.push(result.kind)
  }
  server.faults()
  expect(new Set(kinds.slice(LOOK_UP.budget.process.count))).toEqual(new Set(['limited']))
  expect(server.requests).toHaveLength(LOOK_UP.budget.process.count * ATTEMPTS)

  expect(ALLOWED - server.requests.length).toBeGreaterThanOrEqual(200)

  // In the same five minutes: a first collection and one a minute, checks before the longest digests, and thirty days.
  for (const check of [false, true, false, true, false]) {
    expect(await collector.collect(signal)).toMatchObject({ newestDay: DAY })
    clock.advance(60_000)
    if (check) expect(await collector.check(8, signal)).toBe(true)
  }
  for (let back = 0; back < 30; back++) await source.list(addDays(DAY, -back), signal)
  expect((await collector.collect(signal)).error).toBeUndefined()
  expect(server.requests.length).toBeLessThanOrEqual(ALLOWED)
}, 60_000)
