import { bold, code, ephemeralReply, type Line, muted } from '../../messages/reply.ts'
import type { Command } from '../command.ts'
import { findTypedCommand, LISTED_COMMANDS, type RegisteredCommand, usageOf } from '../registry.ts'

const lineOf = (command: RegisteredCommand): Line => {
  const usage = usageOf(command)
  return [code(`/papers ${command.name}${usage ? ` ${usage}` : ''}`), muted(` ${command.help}`)]
}

/** Help on one command: what it does, what may follow it, an example, and its other names. */
function helpOn(command: RegisteredCommand, args: string) {
  const { name, parameters, example, aliases = [] } = command
  const parameterLines = parameters.map(({ name, help }): Line => [bold(`${name}: `), help])
  const reply = ephemeralReply(
    lineOf(command),
    ...parameterLines,
    ...(example ? [['For example: ', code(`/papers ${name} ${example}`)] satisfies Line] : []),
    ...(aliases.length > 0 ? [[muted(`Other words for it: ${aliases.join(', ')}.`)] satisfies Line] : []),
  )
  const search = { label: `Search for “${args}”`, command: `search ${args}` }
  return { ...reply, actions: name === 'search' ? [search] : [] }
}

/** All commands, or the one that is named. */
export const createHelp = (): Command => async request => {
  const [word = ''] = request.args
    .toLowerCase()
    .replace(/^\/papers? /, '')
    .split(' ')
  const command = findTypedCommand(word)
  if (command) return helpOn(command, 'help')
  return {
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
  }
}
