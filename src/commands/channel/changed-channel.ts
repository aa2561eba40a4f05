import type { Channel } from '../../channels/channel.ts'
import type { Request } from '../../messages/request.ts'
import { nextSlot } from '../../time/slots.ts'
import type { CommandDeps } from '../command.ts'

/**
 * The channel as it will be after a change made by a person in it. Whoever changes something wants digests, so a pause by
 * the platform's refusal ends; the next attempt will show whether the refusal stands. A pause that a person asked for stays.
 */
export async function changedChannel(
  { channels, clock, newChannel }: Pick<CommandDeps, 'channels' | 'clock' | 'newChannel'>,
  request: Pick<Request, 'channel'>,
  changes: Partial<Channel> = {},
): Promise<Channel> {
  const kept = await channels.find(request.channel)
  const changed = { ...(kept ?? newChannel(request.channel)), ...changes }
  return { ...changed, pausedReason: undefined, nextSlotAt: nextSlot(changed, clock.now()) }
}
