import { expect, it } from 'vitest'
import { CHANNEL, createAppHarness } from '../fixtures/app-harness.ts'

it('who changed what is kept for as many days as KEEP_HISTORY_DAYS says, by default a year', async () => {
  const harness = await createAppHarness('2026-11-23T08:30Z')
  await harness.app.start()
  await harness.type('confirm subscribe')
  const changes = async () => (await harness.store.audit.latest(CHANNEL, 9)).length
  expect(await changes()).toBe(1)
  await harness.at('2027-11-23T08:30Z')
  expect(await changes()).toBe(1)
  await harness.at('2027-11-23T08:31Z')
  expect(await changes()).toBe(0)
  await harness.app.stop()
  await harness.store.close()
})
