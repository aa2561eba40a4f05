import { PermissionFlagsBits as Permission } from 'discord.js'

/** What the bot needs in the servers that it is in, with the name that Discord shows; docs/discord.md says what for. */
const PERMISSIONS = [
  { name: 'View Channels', bit: Permission.ViewChannel },
  { name: 'Send Messages', bit: Permission.SendMessages },
  { name: 'Send Messages in Threads', bit: Permission.SendMessagesInThreads },
  { name: 'Create Public Threads', bit: Permission.CreatePublicThreads },
  { name: 'Read Message History', bit: Permission.ReadMessageHistory },
] as const

const SCOPES = 'bot+applications.commands'

/** The page that invites an application's bot to a server, with exactly those permissions. */
export function inviteUrl(applicationId: string): string {
  const permissions = PERMISSIONS.reduce((sum, { bit }) => sum | bit, 0n)
  return `https://discord.com/oauth2/authorize?client_id=${applicationId}&scope=${SCOPES}&permissions=${permissions}`
}
