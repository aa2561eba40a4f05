import { code, muted, tellAsker } from '../../messages/reply.ts'
import type { Command } from '../command.ts'
import { CATALOGUE, type CommandInfo, usageOf } from '../registry.ts'

const lineOf = (info: CommandInfo) => {
  const usage = usageOf(info)
  return [code(`/papers ${info.name}${usage ? ` ${usage}` : ''}`), muted(` ${info.help}`)]
}

export const createHelp = (): Command => async () => ({
  ...tellAsker(
    'Paper Round posts the papers that trend to the channels that ask for them. To begin: subscribe.',
    ...CATALOGUE.map(lineOf),
  ),
  actions: [
    { label: 'Subscribe', command: 'subscribe' },
    { label: "The day's list", command: 'today' },
    { label: 'Search', command: 'search' },
    { label: 'Settings', command: 'settings' },
  ],
})
