import type { Reply } from '../messages/reply.ts'
import { readTyped } from '../text/typed.ts'
import { findCommand } from './registry.ts'

/** A command's text, parsed: `page 2 search agents`, `confirm subscribe agents`. */
export interface CommandLine {
  /** In lower case; empty if nothing was typed. */
  name: string
  /** What follows the name, folded (text/typed.ts), with single blanks. */
  args: string
  /** The same as it was typed, for parsers that say where a fault is. */
  typed: string
  /** Which page of a list, from 1. */
  page: number
  /** Whether the asker has seen what it would do, and agreed. */
  confirmed: boolean
}

const LINE = /^ *(?:page +(\d{1,4}) +(?=[^ ]))?(confirm +(?=[^ ]))?([^ ]*) */i

/** Parses a command's text. A zero-width space ends the name, as where words are written without spaces. */
export function parseCommandLine(raw: string): CommandLine {
  const line = readTyped(raw.replace(/^(\s*\S*?)\u200b/u, '$1 '))
  const [before = '', number, confirm, name = ''] = LINE.exec(line.text) ?? []
  return {
    name: name.toLowerCase(),
    args: line.text.slice(before.length).replace(/ +/g, ' ').trim(),
    typed: line.typed.slice(line.sourceOf(before.trimEnd().length)).trim(),
    page: Math.max(1, Number(number ?? 1)),
    confirmed: confirm !== undefined,
  }
}

/** Who will probably see the answer, for platforms that must decide before there is one. */
export function expectedVisibility(text: string): Reply['visibility'] {
  const { name, confirmed } = parseCommandLine(text)
  const command = findCommand(name)
  return command && (confirmed || !command.asksFirst) ? command.visibility : 'ephemeral'
}

/** Whether the answer may be a form, for platforms where a form must be the first response. */
export function mayOpenForm(text: string): boolean {
  const { name, args } = parseCommandLine(text)
  return args === '' && findCommand(name)?.asksFirst === 'form'
}
