import { parseEnv } from 'node:util'
import type { Variables } from '../../lib/environment.ts'

/** Values that need no quotation marks, and nothing that begins a comment. */
const SIMPLE = /^[\w.~:/+=@-]*$/

function quoted(value: string): string {
  if (SIMPLE.test(value)) return value
  const mark = ['"', "'", '`'].find(mark => !value.includes(mark))
  if (!mark) throw new TypeError('a value has all three kinds of quotation marks')
  return `${mark}${value}${mark}`
}

/** The index of the line that sets a variable: the last one, which wins. */
const lineOf = (lines: readonly string[], name: string): number =>
  lines.findLastIndex(line => new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=`).test(line))

/** Which of the variables a settings file already has, with another value. */
export const replacedBy = (text: string, variables: Variables): string[] => {
  const stored = parseEnv(text)
  return Object.keys(variables).filter(name => stored[name] && stored[name] !== variables[name])
}

/** The text of a settings file with these variables set; its other lines and its comments stay as they are. */
export function editSettings(text: string, variables: Variables): string {
  const lines = text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/)
  for (const [name, value] of Object.entries(variables)) {
    const line = `${name}=${quoted(value)}`
    const index = lineOf(lines, name)
    if (index < 0) lines.push(line)
    else lines[index] = line
  }
  return `${lines.join('\n')}\n`
}
