import { type Channel, type GuildMember, PermissionFlagsBits as Permission } from 'discord.js'

const READ = [Permission.ViewChannel, Permission.ReadMessageHistory]
const POST = [Permission.ViewChannel, Permission.SendMessages]
const POST_IN_THREAD = [Permission.ViewChannel, Permission.SendMessagesInThreads]

type Found = Channel | null | undefined
/** The bot as a member of the channel's server. */
type Me = GuildMember | null | undefined

function may(channel: Found, me: Me, permissionsFor: (isThread: boolean) => readonly bigint[]): boolean {
  if (!channel || channel.isDMBased() || !(channel.isSendable() || channel.isThreadOnly())) return false
  if (!me || me.isCommunicationDisabled()) return false
  if (channel.isThread() && (channel.archived || channel.locked)) return false
  return me.permissionsIn(channel).has([...permissionsFor(channel.isThread())])
}

/** Whether the bot may read a channel's history. */
export const mayReadIn = (channel: Found, me: Me): boolean => may(channel, me, () => READ)

/** Whether the bot may post in a channel. */
export const mayPostIn = (channel: Found, me: Me): boolean =>
  may(channel, me, isThread => (isThread ? POST_IN_THREAD : POST))
