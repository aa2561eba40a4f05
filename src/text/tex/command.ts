import { accentSymbol, isMathAccent, isTextAccent } from './accents.ts'
import { inAlphabet, isAlphabet } from './alphabets.ts'
import { COMMANDS, type Command, DECLARATIONS } from './commands.ts'
import { convertAccent } from './escapes.ts'
import { verbatim } from './parse.ts'
import { endsInPath, readArgument, type State } from './state.ts'
import { FUNCTIONS, LETTERS, SYMBOLS } from './symbols.ts'

/** arXiv's own conversion takes `\rho` for the accent `\r` and makes it `\r{ho}`. */
function splitSymbol(name: string, state: State): string | undefined {
  const next = state.reader.peek()
  if (name.length > 1 || next?.kind !== 'group') return undefined
  const symbol = SYMBOLS.get(name + verbatim(next.children))
  if (symbol !== undefined) state.reader.next()
  return symbol
}

function known(command: Command, state: State): string {
  const { reader, writer } = state
  let option = ''
  for (let options = 0; options < 2; options++) option = reader.take(/^\[([^\]]*)\]/)?.[1] ?? option
  const args = command.args.map(mode => readArgument(state, mode, command.loose))
  if (command.trims && args[0] !== undefined) writer.trim()
  const text = command.render(
    args.map(arg => arg ?? ''),
    option,
  )
  // Where a brace is missing the argument comes as ordinary text: it must not cling to what is before.
  const next = reader.peek()
  const clings = next?.kind === 'text' && /^[\p{L}\p{N}]/u.test(next.text)
  return args.includes(undefined) && clings ? `${text} ` : text
}

/** A name that TeX sets upright: apart from a letter or digit before it. */
const functionText = (name: string, { writer }: State) =>
  /[\p{L}\p{N})\]]$/u.test(writer.tail()) ? ` ${name}` : name

/** A command that authors have made up: the text of its arguments, else its name, which often is that of the method. */
function unknown(name: string, state: State): string {
  const contents: string[] = []
  for (let group = state.reader.group(); group; group = state.reader.group()) {
    contents.push(state.convert(group.children, state.math))
  }
  const text = contents.filter(content => content !== '').join(' ')
  if (text !== '') return text
  return /^[nrt]$/.test(name) ? `\\${name}` : name
}

/** Spaces whose width follows without braces: `\mkern-2mu`. */
const KERNS = new Set(['kern', 'mkern', 'mskip', 'hskip', 'vskip'])

/** The text of a command with what it takes as arguments. */
export function convertCommand(name: string, state: State): string {
  const { reader, math } = state
  if (!math && endsInPath(state.writer.tail()) && reader.peek()?.kind !== 'group') return `\\${name}`
  const split = splitSymbol(name, state)
  if (split !== undefined) return split
  if (isTextAccent(name) && !math) {
    const accented = convertAccent(name, state)
    if (accented !== undefined) return accented
  }
  const letter = math ? undefined : LETTERS.get(name)
  if (letter !== undefined) {
    reader.take(/^\s(?=\p{L})/u)
    return letter
  }
  if (isMathAccent(name)) return accentSymbol(name, readArgument(state, 'same', true) ?? '')
  if (isAlphabet(name)) return inAlphabet(name, (readArgument(state, 'same', true) ?? '').trim())
  if (name === 'not') return `${readArgument(state, 'same', true) ?? ''}\u0338`.normalize('NFC')
  if (FUNCTIONS.has(name)) return functionText(name, state)
  const command = COMMANDS.get(name)
  if (command) return known(command, state)
  const symbol = SYMBOLS.get(name)
  if (symbol !== undefined) {
    if (symbol.endsWith('.')) reader.take(/^\./)
    return symbol
  }
  if (KERNS.has(name)) {
    reader.take(/^\s*-?[\d.]+\s*[a-z]{2}\s?/)
    return ''
  }
  if (!DECLARATIONS.has(name)) return unknown(name, state)
  // `\right.` is a delimiter that doesn't show.
  reader.take(name === 'left' || name === 'right' ? /^\s*\.?/ : /^\s+/)
  return name === 'item' ? ' ' : ''
}
