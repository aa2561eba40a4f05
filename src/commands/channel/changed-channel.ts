import type { Channel } from '../../channels/channel.ts'
import { nextSlot } from '../../time/slots.ts'
import type { CommandDeps, CommandRequest } from '../command.ts'

type Deps = Pick<CommandDeps, 'channels' | 'clock' | 'newChannel'>

/**
 * The channel after a person's change; doesn't save it. Someone who changes something expects digests, so a pause that began because
 * the platform rejected the channel ends: the next attempt shows whether it still does. A pause that a person asked for stays.
 */
export async function changedChannel(
  { channels, clock, newChannel }: Deps,
  request: Pick<CommandRequest, 'channel'>,
  changes: Partial<Channel> = {},
): Promise<Channel> {
  const stored = await channels.find(request.channel)
  const changed = { ...(stored ?? newChannel(request.channel)), ...changes }
  return { ...changed, pausedReason: undefined, nextSlotAt: nextSlot(changed, clock.now()) }
}

/** The channel to post to at a person's request: saved if it is new, or was paused because the platform rejected it. */
export async function channelForPost(deps: Deps, request: Pick<CommandRequest, 'channel'>): Promise<Channel> {
  const stored = await deps.channels.find(request.channel)
  if (stored && !stored.pausedReason) return stored
  const channel = await changedChannel(deps, request)
  await deps.channels.save(channel)
  return channel
}
