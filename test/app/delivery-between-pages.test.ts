import { expect, it } from 'vitest'
import type { ChannelId } from '../../src/channels/channel-id.ts'
import { EVERYTHING } from '../../src/search/topics.ts'
import { createAppHarness } from '../fixtures/app-harness.ts'
import { candidate } from '../fixtures/candidates.ts'
import { aChannel } from '../fixtures/channels.ts'

/** More than are planned at once. */
const CHANNELS = 510

it('delivers the first digests of a large slot before the last ones are planned', async () => {
  const harness = await createAppHarness('2026-11-23T08:50Z')
  const { app, store } = harness
  harness.source.days.set('2026-11-23', [candidate('2611.00001')])
  await app.start()
  const ids = Array.from({ length: CHANNELS }, (_, index): ChannelId => `slack:T1/C${1000 + index}`)
  for (const id of ids) {
    await store.channels.save(aChannel({ id }))
    await store.channels.subscribe(id, EVERYTHING, { person: 'Ada' }, 0)
  }
  let isLastPlanned: boolean | undefined
  const posted = new Set<ChannelId>()
  harness.answer = async ({ channel }) => {
    posted.add(channel)
    const last = ids.at(-1) ?? 'slack:'
    isLastPlanned ??= (await store.outbox.latest(last, 1)).length > 0
    return { kind: 'sent', messageId: '1' }
  }
  await harness.at('2026-11-23T09:00Z')
  expect(isLastPlanned).toBe(false)
  expect(posted.size).toBe(CHANNELS)
  await app.stop()
  await store.close()
})
