import { type Command, code, muted, tellAsker } from './command.ts'

/** @param commands all others, in the order in which they are listed */
export function createHelp(commands: readonly Command[]): Command {
  const help: Command = {
    name: 'help',
    usage: '',
    help: 'this list',
    changes: false,
    run: async () =>
      tellAsker(
        'Paper Round posts the papers that trend to the channels that ask for them.',
        ...[...commands, help].map(({ name, usage, help: what }) => [
          code(`/papers ${name}${usage ? ` ${usage}` : ''}`),
          muted(` ${what}`),
        ]),
      ),
  }
  return help
}
