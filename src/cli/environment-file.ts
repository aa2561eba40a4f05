import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { ConfigError } from '../../config/config-error.ts'
import { messageOf } from '../lib/errors.ts'
import { readUpTo } from './read-up-to.ts'

type Environment = Record<string, string | undefined>

/** A quoted value, which may have several lines. */
const QUOTED_VALUE = /^([ \t]*(?:export[ \t]+)?[A-Za-z_]\w*[ \t]*=[ \t]*)(["'`])([\s\S]*?)\2/gm
/** A name and its value. */
const ASSIGNMENT = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*)$/
/** Stands for a quoted value. */
const QUOTED = '\0'

/** A `#` right behind other characters, where Node begins a comment. */
const CUT_VALUE = /^[^#]*[^\s#]#/

/** Larger than any settings file. */
const MAX_BYTES = 1_000_000

const otherFile = (environment: Environment): string | undefined => environment.ENV_FILE?.trim() || undefined

/**
 * The path of the file `.env`: in the project's folder, whatever the working directory, unless `ENV_FILE` names another one.
 * @param root the project's folder
 */
export const environmentFile = (environment: Environment, root: string): string =>
  resolve(otherFile(environment) ?? join(root, '.env'))

/**
 * Adds the variables of the file `.env` to an environment. A variable that is set there already stays, even when it is empty.
 * @param root the project's folder
 * @throws ConfigError when the file, or a line in it, can't be read: so that no token is ignored silently
 */
export function loadEnvironmentFile(environment: Environment, root: string): void {
  const file = environmentFile(environment, root)
  const text = readText(file, { isRequired: otherFile(environment) !== undefined })
  for (const [name, value] of Object.entries(parseLines(text, file))) environment[name] ??= value
}

function readText(file: string, { isRequired }: { isRequired: boolean }): string {
  try {
    const bytes = readUpTo(file, MAX_BYTES)
    if (bytes) return decode(bytes, file)
    throw new ConfigError([`${file}: is larger than 1 MB; it should hold lines such as NAME=value`])
  } catch (error) {
    if (error instanceof ConfigError) throw error
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' && !isRequired) return ''
    if (code === 'ENOENT') throw new ConfigError([`ENV_FILE: there is no file ${file}`])
    if (code === 'EISDIR') throw new ConfigError([`${file}: is a folder; it should be a file`])
    throw new ConfigError([`${file}: can't be read (${messageOf(error)})`])
  }
}

function decode(bytes: Buffer, file: string): string {
  const isUtf16 = bytes.includes(0) || [0xfeff, 0xfffe].includes(bytes.length > 1 ? bytes.readUInt16BE() : 0)
  const encoding = isUtf16 ? 'is in UTF-16' : "isn't in UTF-8"
  try {
    // It leaves out a byte order mark.
    if (!isUtf16) return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {}
  throw new ConfigError([
    `${file}: ${encoding}; save it again in UTF-8 (PowerShell: Set-Content -Encoding utf8)`,
  ])
}

function parseLines(text: string, file: string): Environment {
  const unified = text.replace(/\r\n?/g, '\n')
  const isBlank = (line: string): boolean => /^\s*(#|$)/.test(line)
  const unquoted = unified.replace(
    QUOTED_VALUE,
    (_, start: string, __, value: string) => start + QUOTED + value.replace(/[^\n]/g, ''),
  )
  const lines = unquoted.split('\n').map(line => (isBlank(line) ? '' : line))
  const repeated = repeatedIn(lines, unified.split('\n'))
  const problems = lines.flatMap((line, index) => {
    const problem = line === '' ? undefined : (problemOf(line) ?? repeated.get(index))
    return problem ? [`${file}, line ${index + 1}: ${problem}`] : []
  })
  if (problems.length > 0) throw new ConfigError(problems)
  return Object.fromEntries(Object.entries(parseEnv(unified)).map(([name, value]) => [nameOnly(name), value]))
}

/**
 * By index, what is wrong with lines that set a variable again: one of the two values would be ignored silently.
 * @param lines without quoted values
 */
function repeatedIn(lines: readonly string[], typed: readonly string[]): ReadonlyMap<number, string> {
  const repeated = new Map<number, string>()
  const before = new Map<string, { value: string; line: number }>()
  for (const [index, line] of lines.entries()) {
    const [, name] = ASSIGNMENT.exec(line) ?? []
    if (name === undefined) continue
    const [value = ''] = Object.values(parseEnv(typed[index] ?? ''))
    const earlier = before.get(name)
    if (earlier?.value && earlier.value !== value) {
      repeated.set(
        index,
        `sets ${name} again, with another value than line ${earlier.line}; leave only one of them`,
      )
    }
    before.set(name, { value, line: index + 1 })
  }
  return repeated
}

/** Node leaves white space other than blanks in a name: a tab after `export`, or a no-break space copied from a web page. */
const nameOnly = (name: string): string => name.replace(/^\s*(?:export\s+)?/, '').trim()

/** What is wrong with a line. It isn't repeated: it may hold a secret. */
function problemOf(line: string): string | undefined {
  const [assignment, , value = ''] = ASSIGNMENT.exec(line) ?? []
  if (assignment === undefined) return 'should be NAME=value'
  if (value.startsWith(QUOTED)) {
    return /^\s*(?:#|$)/.test(value.slice(QUOTED.length))
      ? undefined
      : 'has more after its closing quotation mark: put all of the value in quotation marks of another kind, or a # before a comment'
  }
  if (/^["'`]/.test(value)) return 'opens a quotation mark and never closes it'
  if (CUT_VALUE.test(value)) {
    return 'has a # in its value: put quotation marks around the value, or a blank before a comment'
  }
  return /^[“”„‘’‚«»]/.test(value) ? 'should have straight quotation marks, or none' : undefined
}
