import { accentSymbol, isMathAccent, isTextAccent } from './accents.ts'
import { inAlphabet, isAlphabet } from './alphabets.ts'
import { COMMANDS, type Command, DECLARATIONS } from './commands.ts'
import { convertAccent } from './escapes.ts'
import { verbatim } from './parse.ts'
import { endsInPath, readArgument, type State } from './state.ts'
import { FUNCTIONS, LETTERS, SYMBOLS } from './symbols.ts'

/** arXiv's own conversion mistakes `\rho` for the accent `\r` and writes `\r{ho}`. */
function splitSymbol(name: string, state: State): string | undefined {
  const next = state.reader.peek()
  if (name.length > 1 || next?.kind !== 'group') return undefined
  const symbol = SYMBOLS.get(name + verbatim(next.children))
  if (symbol !== undefined) state.reader.next()
  return symbol
}

function convertKnown(command: Command, state: State): string {
  const { reader, writer } = state
  let option = ''
  for (let options = 0; options < 2; options++) option = reader.take(/^\[([^\]]*)\]/)?.[1] ?? option
  const args = command.args.map(mode => readArgument(state, mode, command.loose))
  if (command.trims && args[0] !== undefined) writer.trim()
  const text = command.render(
    args.map(arg => arg ?? ''),
    option,
  )
  // If a brace is missing, the argument follows as ordinary text: keep it apart from what precedes.
  const next = reader.peek()
  const touches = next?.kind === 'text' && /^[\p{L}\p{N}]/u.test(next.text)
  return args.includes(undefined) && touches ? `${text} ` : text
}

/** A function name such as `log`, separated from a letter or digit before it. */
const functionText = (name: string, { writer }: State) =>
  /[\p{L}\p{N})\]]$/u.test(writer.tail()) ? ` ${name}` : name

/** A command that the authors defined: the text of its arguments or, without any, its name, often that of the method. */
function convertUnknown(name: string, state: State): string {
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

/** The text of a command and its arguments. */
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
  if (command) return convertKnown(command, state)
  const symbol = SYMBOLS.get(name)
  if (symbol !== undefined) {
    if (symbol.endsWith('.')) reader.take(/^\./)
    return symbol
  }
  if (KERNS.has(name)) {
    reader.take(/^\s*-?[\d.]+\s*[a-z]{2}\s?/)
    return ''
  }
  if (!DECLARATIONS.has(name)) return convertUnknown(name, state)
  // `\right.` is an invisible delimiter.
  reader.take(name === 'left' || name === 'right' ? /^\s*\.?/ : /^\s+/)
  return name === 'item' ? ' ' : ''
}
