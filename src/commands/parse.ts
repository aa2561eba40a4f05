import { COMMAND_REGISTRY, type CommandSpec } from './registry.ts'

/** A command's text, understood: `page 2 search agents`, `confirm subscribe agents`. */
export interface CommandLine {
  /** In lower case; empty where nothing was typed. */
  name: string
  args: string
  /** Which page of a list, from 1. */
  page: number
  /** Whether the asker has seen what it would do, and said yes. */
  confirmed: boolean
}

/** Reads a command's text. What acts unseen on the text around it counts as white space. */
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

/** Commands that ask before they change anything, or have a form to fill in. */
const ASKING: readonly string[] = ['subscribe', 'settings']

/** Who will probably see the answer, for a platform that must say so before it has one. */
export function expectedVisibility(text: string): 'ephemeral' | 'public' {
  const { name, confirmed } = parseCommandLine(text)
  const info = (COMMAND_REGISTRY as readonly CommandSpec[]).find(command => command.name === name)
  return info?.changes && (confirmed || !ASKING.includes(name)) ? 'public' : 'ephemeral'
}
