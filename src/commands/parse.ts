import type { Reply } from '../messages/reply.ts'
import type { Request } from '../messages/request.ts'
import { readTyped, type TypedText } from '../text/typed.ts'
import { withoutLabels } from './parameter-labels.ts'
import { ALIASES, findCommand, findTypedCommand, type RegisteredCommand } from './registry.ts'

/** A command's text, parsed: `page 2 search agents`, `confirm subscribe agents`. */
export interface CommandLine {
  /** In lower case; empty if nothing was typed. */
  name: string
  /** What follows the name, folded (text/typed.ts), with single spaces. */
  args: string
  /** The same as it was typed, for parsers that say where a mistake is. */
  typed: string
  /** Which page of a list, from 1. */
  page: number
  /** Whether the person has seen what it would do, and agreed. */
  confirmed: boolean
}

/** What the parser needs to know about a request. */
export type CommandText = Pick<Request, 'text' | 'origin'>

/** What people type after a command to get help on it. */
const ASKS_FOR_HELP = /^(?:help|-h|--help|-help|\?)$/i
/** What only controls send. */
const CONTROL_PREFIX = /^ *(?:confirm |page +\d{1,4} )/i
const CONTROL_LINE = /^ *(?:page +(\d{1,4}) +(?=[^ ]))?(confirm +(?=[^ ]))?/i
/** Commands are shown ready to copy, with what comes before them. */
const PASTED = /^\s*(?:[/／]papers(?:\s+|$))+/i
/** Marks in front of a command that is copied with them. */
const MARKS_BEFORE = /^\s*["'`“”‘’*_]+(?=[\p{L}/／])/u
const MARKS_BEHIND = '"\'`“”‘’*_'
const NAME = /^ *([^ ]*) */
const PAGE_AT_END = /(^|.*[^ ,;]),?;? *\bpage +([1-9]\d{0,3})$/i

/**
 * Parses a command's text. A zero-width space ends the name, as where words are written without spaces. In typed text there are no
 * pages and no confirmations: whoever types those gets help.
 */
export function parseCommandLine({ text, origin }: CommandText): CommandLine {
  const spaced = text.replace(/^(\s*\S*?)\u200b/u, '$1 ')
  if (origin === 'typed') return parseTyped(readTyped(withoutMarks(withoutMarks(spaced).replace(PASTED, ''))))
  const line = readTyped(spaced)
  const [before = '', number, confirm] = CONTROL_LINE.exec(line.text) ?? []
  return {
    ...withoutAlias(wordsOf(line, before.length)),
    page: Math.max(1, Number(number ?? 1)),
    confirmed: confirm !== undefined,
  }
}

/** Without marks around all of it, if that is a command. */
function withoutMarks(text: string): string {
  const [before] = MARKS_BEFORE.exec(text) ?? []
  let end = text.trimEnd().length
  if (before === undefined || !MARKS_BEHIND.includes(text.charAt(end - 1))) return text
  // Not more of them than in front: the last word may end in a quotation mark of its own.
  for (let left = before.trim().length; left > 0 && MARKS_BEHIND.includes(text.charAt(end - 1)); left--) end--
  const inner = text.slice(before.length, end)
  const [, name = ''] = NAME.exec(inner.replace(PASTED, '').trimStart()) ?? []
  return findTypedCommand(name.toLowerCase()) ? inner : text
}

type Words = Pick<CommandLine, 'name' | 'args' | 'typed'>

/** The first word from a place in the line on, and the rest. */
function wordsOf(line: TypedText, from: number): Words {
  const [before = '', name = ''] = NAME.exec(line.text.slice(from)) ?? []
  const end = from + before.length
  return {
    name: name.toLowerCase(),
    args: line.text.slice(end).replace(/ +/g, ' ').trim(),
    typed: line.typed.slice(line.sourceOf(from + before.trimEnd().length)).trim(),
  }
}

/** With the command's own name and the arguments that another word for it stands for: `week agents` is `trending week agents`. */
function withoutAlias({ name, args, typed }: Words): Words {
  const alias = ALIASES.get(name)
  if (!alias) return { name, args, typed }
  const after = (text: string): string => [alias.args, text].filter(Boolean).join(' ')
  return { name: alias.command.name, args: after(args), typed: after(typed) }
}

/** `/today`, `!today`, `today?`, `today's` and `search: agents` are these commands; `?` by itself is one of its own. */
function withoutMark(words: Words): Words {
  const name = words.name.replace(/^[/!.\\]+|(?:'s)?[?!.,:;…]*$/g, '')
  return !findTypedCommand(words.name) && findTypedCommand(name) ? { ...words, name } : words
}

const helpOn = (topic: string, typed = topic): CommandLine => ({
  name: 'help',
  args: topic,
  typed,
  page: 1,
  confirmed: false,
})

/** Typed text: hidden commands stand for `help`, and `subscribe help` for `help subscribe`. */
function parseTyped(line: TypedText): CommandLine {
  const words = withoutAlias(withoutMark(wordsOf(line, 0)))
  const command = findCommand(words.name)
  if (command?.hidden || CONTROL_PREFIX.test(`${line.text} `)) return helpOn('')
  if (command && command.name !== 'help' && ASKS_FOR_HELP.test(words.args))
    return helpOn(command.name, line.text.trim())
  return { ...withPage(command ? labelled(command, words) : words), confirmed: false }
}

/** Says nothing at the end of what is asked for. */
const PLEASE = /[ ,]+(?:please|pls|plz|thanks|thank you|thx)[ .!]*$/i

function labelled(command: RegisteredCommand, words: Words): Words {
  const polite = { ...words, args: words.args.replace(PLEASE, ''), typed: words.typed.replace(PLEASE, '') }
  const args = withoutLabels(command, polite.args).trim()
  return args === polite.args ? polite : { ...polite, args, typed: args }
}

/** `today page 2`: the same as the button of a list. By itself, `search page 2` is a search. */
function withPage(words: Words): Words & { page: number } {
  const [, before = '', number] = (findCommand(words.name)?.hasPages && PAGE_AT_END.exec(words.args)) || []
  if (number === undefined || (before === '' && words.name === 'search')) return { ...words, page: 1 }
  return { ...words, args: before, typed: before, page: Number(number) }
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
