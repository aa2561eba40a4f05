import { code, ephemeralReply, muted } from '../../messages/reply.ts'
import type { Command } from '../command.ts'
import { type CommandSpec, LISTED_COMMANDS, usageOf } from '../registry.ts'

const lineOf = (command: CommandSpec) => {
  const usage = usageOf(command)
  return [code(`/papers ${command.name}${usage ? ` ${usage}` : ''}`), muted(` ${command.help}`)]
}

export const createHelp = (): Command => async () => ({
  ...ephemeralReply(
    'Paper Round posts the papers that trend to the channels that ask for them. To begin: subscribe.',
    ...LISTED_COMMANDS.map(lineOf),
  ),
  actions: [
    { label: 'Subscribe', command: 'subscribe' },
    { label: "The day's list", command: 'today' },
    { label: 'Search', command: 'search' },
    { label: 'Settings', command: 'settings' },
  ],
})
