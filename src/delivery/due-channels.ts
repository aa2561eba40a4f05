import type { Channel } from '../channels/channel.ts'
import type { ChannelId } from '../channels/channel-id.ts'
import type { Channels } from '../ports/channels.ts'
import type { Clock } from '../time/clock.ts'

/** Channels that are planned together, with what is the same for all channels of a slot. */
export interface DuePage<Common> {
  channels: readonly Channel[]
  common: Common
}

/**
 * The channels whose slots have come, in pages, until no slot is left. The slots take turns: one that has come meanwhile is next, then those
 * that have channels left get a page each, so that a slot of a few channels waits for a page, and not for a hundred thousand channels. Each
 * channel comes once, also if it stays due.
 * @param begin makes what is the same for all channels of the slots that begin with a page
 */
export async function* dueChannels<Common>(
  { channels, clock, pageSize }: { channels: Pick<Channels, 'due'>; clock: Clock; pageSize: number },
  begin: () => Promise<Common>,
): AsyncGenerator<DuePage<Common>> {
  /** Slots with channels left, each with the last channel that was returned. */
  const unfinished: { slotAt: number; id: ChannelId; common: Common }[] = []
  /** The latest slot that has begun. */
  let latest: number | undefined

  for (;;) {
    const after = latest === undefined ? undefined : { slotAt: latest }
    const begun = await channels.due(clock.now(), { after, limit: pageSize })
    const slot = begun.length > 0 ? undefined : unfinished.shift()
    if (begun.length === 0 && !slot) return
    const page = slot ? await channels.due(slot.slotAt, { after: slot, limit: pageSize }) : begun
    const last = page.at(-1)
    if (!last) continue
    const common = slot ? slot.common : await begin()
    latest = Math.max(latest ?? last.nextSlotAt, last.nextSlotAt)
    if (page.length === pageSize) unfinished.push({ slotAt: last.nextSlotAt, id: last.id, common })
    yield { channels: page, common }
  }
}
