import type { Channel } from '../channels/channel.ts'
import type { KeyedMutex } from '../lib/keyed-mutex.ts'
import type { Channels, SlotPage } from '../ports/channels.ts'
import type { Log } from '../ports/log.ts'
import type { Clock } from '../time/clock.ts'
import { nextSlot } from '../time/slots.ts'
import { editionOf } from './edition-name.ts'

/** The longest day, on which summer time ends, ms: the next slot of a daily digest is never further ahead. */
const LONGEST_DAY_MS = 25 * 3_600_000

/** A channel that is broken is logged when its edition is planned. */
function isTooLate(channel: Channel, now: number): boolean {
  try {
    return channel.nextSlotAt > nextSlot(channel, now)
  } catch {
    return false
  }
}

/**
 * While the clock was ahead, channels may have moved on to slots too far in the future. Moving back posts nothing twice, because the
 * outbox has the edition of a slot already.
 */
export function createMoveSlotsBack(deps: {
  channels: Channels
  mutex: KeyedMutex
  clock: Clock
  log: Log
  /** Channels that are read at once. */
  pageSize: number
}): (signal?: AbortSignal) => Promise<void> {
  const { channels, mutex, clock, log, pageSize } = deps

  const moveBack = (id: Channel['id'], now: number): Promise<void> =>
    mutex.runExclusive(id, async () => {
      const channel = await channels.find(id)
      if (!channel || !isTooLate(channel, now)) return
      const nextSlotAt = nextSlot(channel, now)
      await channels.save({ ...channel, nextSlotAt })
      log.warn(
        { channel: id, slot: editionOf(nextSlotAt) },
        'the clock was ahead; moved back to the next slot',
      )
    })

  return async signal => {
    const now = clock.now()
    let after: SlotPage['after'] = { slotAt: now + LONGEST_DAY_MS }
    while (!signal?.aborted) {
      const page = await channels.bySlot({ after, limit: pageSize })
      for (const channel of page) if (isTooLate(channel, now)) await moveBack(channel.id, now)
      const last = page.at(-1)
      if (!last || page.length < pageSize) return
      after = { slotAt: last.nextSlotAt, id: last.id }
    }
  }
}
