import type { Reply } from '../messages/reply.ts'
import { findCommand } from './registry.ts'

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

/** Parses a command's text. Control and format characters count as white space. */
export function parseCommandLine(text: string): CommandLine {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  const [, number, paged = line] = /^page (\d{1,4}) (.*)$/i.exec(line) ?? []
  const [, confirm, rest = ''] = /^(confirm )?(.*)$/i.exec(paged) ?? []
  const [, name = '', args = ''] = /^(\S*) ?(.*)$/.exec(rest) ?? []
  return {
    name: name.toLowerCase(),
    args,
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
