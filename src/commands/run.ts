import { messageOf } from '../errors.ts'
import type { Log } from '../ports.ts'
import { bold, type Command, type CommandDeps, code, tellAsker } from './command.ts'
import { createHelp } from './help.ts'
import { createPost } from './post.ts'
import type { RunCommand } from './request.ts'
import { createSchedule } from './schedule.ts'
import { createStatus } from './status.ts'
import { createSubscribe } from './subscribe.ts'
import { createSubscriptions } from './subscriptions.ts'
import { createToday } from './today.ts'
import { createUnsubscribe } from './unsubscribe.ts'

/** Longer than any command; what a platform lets people type can be more. */
const MAX_TEXT = 1000

/**
 * All commands behind one door: `<name> <rest>`, the name in any case, none at all being `help`.
 * @param newReference makes a short text that a person can read out, and that is found in the log
 */
export function createCommands(deps: CommandDeps & { log: Log; newReference: () => string }): RunCommand {
  const { log, newReference } = deps
  const others = [
    createSubscribe(deps),
    createUnsubscribe(deps),
    createSubscriptions(deps),
    createSchedule(deps),
    createToday(deps),
    createPost(deps),
    createStatus(deps),
  ]
  const help = createHelp(others)
  const commands = new Map<string, Command>([...others, help].map(command => [command.name, command]))

  return async request => {
    const text = request.text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
    const [, name = '', args = ''] = /^(\S*)\s*(.*)$/.exec(text) ?? []
    if (text.length > MAX_TEXT)
      return tellAsker(`That is over ${MAX_TEXT} characters, more than any command needs.`)
    const command = commands.get(name.toLowerCase() || help.name)
    if (!command)
      return tellAsker(['There is no command ', bold(name), '. What there is: ', code('/papers help')])
    if (command.changes && !request.mayChange) {
      return tellAsker([
        code(`/papers ${command.name}`),
        ' changes what this channel receives, and only people who may manage the channel can do that. Please ask one of them.',
      ])
    }
    try {
      const run = () => command.run(request, args)
      return await (command.changes ? deps.turns.inTurn(request.channel, run) : run())
    } catch (error) {
      const reference = newReference()
      log.error(
        { reference, command: command.name, channel: request.channel, error: messageOf(error) },
        'a command failed',
      )
      return tellAsker([
        'Something broke in Paper Round, and your command was not carried out in full. Try it again; if that fails too, tell whoever runs it this reference: ',
        code(reference),
      ])
    }
  }
}
