import { workspaceOf } from '../../channels/channel-id.ts'
import { countText } from '../../text/format.ts'
import type { CommandDeps, CommandRequest } from '../command.ts'
import { limitScopeOf } from '../limits.ts'

/** Why a channel's workspace can't have this many more subscriptions, in a sentence; undefined where it can. */
export async function subscriptionLimitProblem(
  { channels, limits }: Pick<CommandDeps, 'channels' | 'limits'>,
  { channel }: Pick<CommandRequest, 'channel'>,
  more: number,
): Promise<string | undefined> {
  const most = limits.subscriptions.workspace
  // Conversations with single people belong to no workspace.
  if (more <= 0 || limitScopeOf(channel) === channel) return undefined
  const present = await channels.countSubscriptions(workspaceOf(channel))
  if (present + more <= most) return undefined
  return `This workspace has ${countText(present)} subscriptions in all its channels together, and can have ${countText(most)}.`
}
