import type { Reply } from '../messages/reply.ts'
import type { Request } from '../messages/request.ts'
import { ALIASES, findCommand, type RegisteredCommand } from './registry.ts'

/** A command's text, parsed: `page 2 search agents`, `confirm subscribe agents`. */
export interface CommandLine {
  /** In lower case; empty if nothing was typed. */
  name: string
  args: string
  /** Which page of a list, from 1. */
  page: number
  /** Whether the asker has seen what it would do, and agreed. */
  confirmed: boolean
}

/** What decides which command a text is. */
export type CommandText = Pick<Request, 'text' | 'origin'>

/** What people type after a command to get help on it. */
const ASKS_FOR_HELP = /^(?:help|-h|--help|-help|\?)$/i
/** What only controls send. */
const CONTROL_PREFIX = /^(?:confirm |page \d{1,4} )/i
const NO_PREFIX = { page: 1, confirmed: false }

/**
 * Parses a command's text. Control and format characters count as white space. In typed text there are no pages and no
 * confirmations: whoever types those gets help.
 */
export function parseCommandLine({ text, origin }: CommandText): CommandLine {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  if (origin === 'typed') return parseTyped(line)
  const [, number, paged = line] = /^page (\d{1,4}) (.*)$/i.exec(line) ?? []
  const [, confirm, rest = ''] = /^(confirm )?(.*)$/i.exec(paged) ?? []
  return {
    ...withoutAlias(wordsOf(rest)),
    page: Math.max(1, Number(number ?? 1)),
    confirmed: confirm !== undefined,
  }
}

type Words = Pick<CommandLine, 'name' | 'args'>

/** The first word, and the rest. */
function wordsOf(line: string): Words {
  const [, name = '', args = ''] = /^(\S*) ?(.*)$/.exec(line) ?? []
  return { name: name.toLowerCase(), args }
}

/** With the command's own name and the arguments that another word for it stands for: `week agents` is `trending week agents`. */
function withoutAlias({ name, args }: Words): Words {
  const alias = ALIASES.get(name)
  if (!alias) return { name, args }
  return { name: alias.command.name, args: [alias.args, args].filter(Boolean).join(' ') }
}

/** Typed text: hidden commands stand for `help`, and `subscribe help` for `help subscribe`. */
function parseTyped(line: string): CommandLine {
  const { name, args } = withoutAlias(wordsOf(line))
  const command = findCommand(name)
  const isHelp = { name: 'help', args: '', ...NO_PREFIX }
  if (command?.hidden || CONTROL_PREFIX.test(`${line} `)) return isHelp
  if (command && command.name !== 'help' && ASKS_FOR_HELP.test(args)) return { ...isHelp, args: command.name }
  return { name, args, ...NO_PREFIX }
}

/** The command that a text runs. */
function commandOf(text: CommandText): { command: RegisteredCommand | undefined; line: CommandLine } {
  const line = parseCommandLine(text)
  return { command: findCommand(line.name), line }
}

/** Who will probably see the answer, for platforms that must decide before there is one. */
export function expectedVisibility(text: CommandText): Reply['visibility'] {
  const { command, line } = commandOf(text)
  return command && (line.confirmed || !command.asksFirst) ? command.visibility : 'ephemeral'
}

/** Whether the answer may be a form, for platforms where a form must be the first response. */
export function mayOpenForm(text: CommandText): boolean {
  const { command, line } = commandOf(text)
  return line.args === '' && command?.asksFirst === 'form'
}
