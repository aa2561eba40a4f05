import { expect, it } from 'vitest'
import { CHANNEL, createAppHarness } from '../fixtures/app-harness.ts'
import { candidate } from '../fixtures/candidates.ts'

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

it('papers that only a search has found are kept as long', async () => {
  const harness = await createAppHarness('2026-11-23T08:30Z')
  await harness.app.start()
  const { paper } = candidate('2611.00001')
  await harness.store.papers.addUnlisted([paper], harness.clock.now(), new Map())
  await harness.at('2027-11-23T08:30Z')
  expect(await harness.store.papers.find(paper.id)).toBeDefined()
  await harness.at('2027-11-23T08:31Z')
  expect(await harness.store.papers.find(paper.id)).toBeUndefined()
  await harness.app.stop()
  await harness.store.close()
})

it('a workspace that uninstalled the app is forgotten after 30 days, unless it is installed again', async () => {
  const harness = await createAppHarness('2026-11-23T08:30Z')
  await harness.app.start()
  const elsewhere = 'slack:T2/C1'
  for (const channel of [CHANNEL, elsewhere] as const) await harness.type('confirm subscribe', { channel })
  const channels = async () => [
    await harness.store.channels.find(CHANNEL),
    await harness.store.channels.find(elsewhere),
  ]
  harness.tokenIsValid = false
  await harness.accessLost('slack:T1/', 'the app was uninstalled')
  await harness.accessLost('slack:T2/', 'the app was uninstalled')
  await harness.accessRestored('slack:T2/')
  await harness.at('2026-12-23T08:30Z')
  expect(await channels()).toEqual([expect.anything(), expect.anything()])
  await harness.at('2026-12-23T08:31Z')
  expect(await channels()).toEqual([undefined, expect.anything()])
  expect(await harness.store.audit.latest(CHANNEL, 1)).toEqual([])
  await harness.app.stop()
  await harness.store.close()
})

it('a workspace that only refuses the bot is never forgotten', async () => {
  const harness = await createAppHarness('2026-11-23T08:30Z')
  await harness.app.start()
  await harness.type('confirm subscribe')
  harness.tokenIsValid = false
  await harness.store.suspensions.add({ scope: 'slack:T1/', reason: 'revoked', at: harness.clock.now() })
  await harness.at('2027-11-23T08:30Z')
  expect(await harness.store.channels.find(CHANNEL)).toBeDefined()
  await harness.app.stop()
  await harness.store.close()
})
