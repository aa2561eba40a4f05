import { expect, it } from 'vitest'
import { checkShards } from '../../src/doctor/shards.ts'
import { createDivideWork } from '../../src/replicas/divide-work.ts'
import { createFakeLeases } from '../fakes/leases.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { createFakeTimer } from '../fakes/timer.ts'

const DISCORD = { name: 'discord', title: 'Discord' }

/** Divides shards among processes for a minute. @returns what doctor finds */
async function findWith(shards: number, processes: readonly string[], lost: readonly string[] = []) {
  const timer = createFakeTimer()
  const leases = createFakeLeases(timer)
  for (const process of processes) {
    let ids = 0
    const newId = () => `${process}${ids++}`
    const work = ({ signal }: { signal: AbortSignal }): Promise<void> =>
      new Promise(resolve => signal.addEventListener('abort', () => resolve()))
    const divideWork = createDivideWork({ leases, timer, log: silentLog, newId })
    void divideWork({ platform: 'discord', parts: shards, work }, new AbortController().signal)
  }
  await timer.advance(60_000)
  for (const name of lost) {
    const lease = (await leases.all()).find(each => each.name === name)
    await leases.release(name, lease?.holder ?? '')
  }
  return checkShards(DISCORD, leases)
}

it.each([
  [4, ['a', 'b'], [], 'ok', 'has 4 shards, in 2 processes: 2, 2.'],
  [3, ['a', 'b'], [], 'ok', 'has 3 shards, in 2 processes: 2, 1.'],
  [2, ['a'], [], 'ok', 'has 2 shards, in 1 process: 2.'],
  [4, ['a', 'b'], ['discord gateway 3/4'], 'warning', 'only 3 of 4 shards are open. '],
] as const)('%i shards in the processes %j without %j', async (shards, processes, lost, state, text) => {
  const [finding, ...more] = await findWith(shards, processes, lost)
  expect(more).toEqual([])
  expect(finding).toMatchObject({ what: 'Discord', state, text: expect.stringContaining(text) })
})

it('nothing is said of a single shard, or of none', async () => {
  expect(await findWith(1, ['a', 'b'])).toEqual([])
  expect(await findWith(4, [])).toEqual([])
})
