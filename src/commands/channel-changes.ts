import type { Channel } from '../channel.ts'
import { nextSlot, type Schedule } from '../digest/schedule.ts'
import type { CommandDeps } from './command.ts'
import type { Request } from './request.ts'

/**
 * The channel as it will be after a change made by a person in it. Whoever changes something wants digests, so a pause by
 * the platform's refusal ends; the next attempt will show whether the refusal stands.
 */
export async function changedChannel(
  { channels, clock, newChannel }: CommandDeps,
  request: Request,
  schedule: Partial<Schedule> = {},
): Promise<Channel> {
  const kept = await channels.find(request.channel)
  const changed = { ...(kept ?? newChannel(request.channel)), ...schedule }
  return { ...changed, pausedReason: undefined, nextSlotAt: nextSlot(changed, clock.now()) }
}
