import { code, ephemeralReply, muted } from '../../messages/reply.ts'
import type { Command } from '../command.ts'
import { COMMAND_REGISTRY, type CommandSpec, usageOf } from '../registry.ts'

const lineOf = (info: CommandSpec) => {
  const usage = usageOf(info)
  return [code(`/papers ${info.name}${usage ? ` ${usage}` : ''}`), muted(` ${info.help}`)]
}

export const createHelp = (): Command => async () => ({
  ...ephemeralReply(
    'Paper Round posts the papers that trend to the channels that ask for them. To begin: subscribe.',
    ...COMMAND_REGISTRY.map(lineOf),
  ),
  actions: [
    { label: 'Subscribe', command: 'subscribe' },
    { label: "The day's list", command: 'today' },
    { label: 'Search', command: 'search' },
    { label: 'Settings', command: 'settings' },
  ],
})
