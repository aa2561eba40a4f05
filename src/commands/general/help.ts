import { bold, command, ephemeralReply, type Line, muted, type Reply } from '../../messages/reply.ts'
import { shorten } from '../../text/graphemes.ts'
import type { Command } from '../command.ts'
import { findTypedCommand, GROUPS, LISTED_COMMANDS, type RegisteredCommand, usageOf } from '../registry.ts'

const ABOUT = 'Paper Round posts trending papers on your topics to this channel.'

/** A command with an example, ready to copy, and what it does. */
const lineOf = ({ name, examples, help }: RegisteredCommand): Line => [
  command([name, examples?.[0]].filter(Boolean).join(' ')),
  ` · ${help}`,
]

/** Each group with its commands, an empty line before it. How to ask for help comes last, in a line of its own. */
const groupLines = (): Line[] =>
  Object.entries(GROUPS).flatMap(([group, title]): Line[] => [
    [],
    [bold(title)],
    ...LISTED_COMMANDS.filter(each => each.group === group && each.name !== 'help').map(lineOf),
  ])

/** Help on one command: what it does, what may follow it, examples, and its other names. */
function helpOn(spec: RegisteredCommand): Reply {
  const { name, help, parameters, examples = [], aliases = [] } = spec
  return ephemeralReply(
    [command(`${name} ${usageOf(spec)}`.trim())],
    `${help}.`,
    ...parameters.map((parameter): Line => [bold(parameter.name), `: ${parameter.help}`]),
    ...(examples.length > 0 ? [[], 'For example:'] : []),
    ...examples.map((example): Line => [command(`${name} ${example}`)]),
    ...(aliases.length > 0 ? [[muted(`Also: ${aliases.join(', ')}`)]] : []),
  )
}

/** Words after `help` that don't mean a command. */
const OF_NOTHING = /^(?:me|please|all|)$/

/** `search help`, which may be a search for that word; `help search` isn't. */
const FOR_HELP = / help$/i

/** All commands, or the one that is named. */
export const createHelp = (): Command => async request => {
  const [word = ''] = request.args
    .toLowerCase()
    .replace(/^\/papers? /, '')
    .split(' ')
  const named = findTypedCommand(word)
  if (named) {
    const search = { label: 'Search for “help”', command: 'search help' }
    return {
      ...helpOn(named),
      actions: named.name === 'search' && FOR_HELP.test(request.typed) ? [search] : [],
    }
  }
  const unknown: Line[] = OF_NOTHING.test(word) ? [] : [['Unknown command ', bold(shorten(word, 40)), '.']]
  return {
    ...ephemeralReply(
      ...unknown,
      ABOUT,
      ...groupLines(),
      [],
      ['More on one command: ', command('help schedule')],
    ),
    actions: [
      { label: 'Subscribe', command: 'subscribe' },
      { label: 'Today’s papers', command: 'today' },
      { label: 'Search', command: 'search' },
      { label: 'Settings', command: 'settings' },
    ],
  }
}
