import { expect, it } from 'vitest'
import { forgetUninstalled } from '../../src/privacy/forget-uninstalled.ts'
import { beginSending, channel, DAY, MINUTE, NOW } from '../contracts/store/samples.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { openMemoryStore } from '../fixtures/memory-store.ts'

it('a workspace to which something is being sent is forgotten the next time', async () => {
  const store = await openMemoryStore()
  const clock = createFakeClock(NOW)
  const lines: unknown[] = []
  const log = { ...silentLog, info: (fields: object) => void lines.push(fields) }
  await store.channels.save(channel())
  await beginSending(store)
  await store.suspensions.add({ scope: 'slack:T1/', reason: 'gone', at: NOW - 31 * DAY, uninstalled: true })
  await forgetUninstalled({ ...store, clock, log })
  expect(await store.channels.find('slack:T1/C1')).toBeDefined()
  clock.set(NOW + MINUTE)
  await forgetUninstalled({ ...store, clock, log })
  expect(await store.channels.find('slack:T1/C1')).toBeUndefined()
  expect(lines).toMatchObject([{ workspace: 'slack:T1', channels: 1, deliveries: 1, suspensions: 1 }])
  await store.close()
})
