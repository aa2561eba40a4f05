import { script } from './scripts.ts'
import { readArgument, type State } from './state.ts'

type Mark = '^' | '_'

/** Digits belong together, although TeX would raise only the first: `2^10` means 2¹⁰. */
const NUMBER = /^\s*([+\-−]?\d+(?:\.\d+)?)/
const CHARACTER = /^\s*(\S)/u
/** What may be raised without braces in running text; `a^bc` is ambiguous. */
const RAISED = /^([+\-−]?\d+(?:\.\d+)?|[*†‡°′®™⋆]|\p{L}(?![\p{L}\p{N}]))/u
const POWER = /^\(([+\-−]?\d+)\)/
const BASE = /[\p{L}\p{N}\p{M})\]}|'′*+°%]$/u
/** In running text only a lone Greek letter has an index without braces: `GPT_4o` is a name. */
const GREEK_BASE = /(?<![\p{L}\p{N}_])[\p{Script=Greek}ℓ]$/u
const INDEX = /^(\d+(?:\.\d+)?)(?![\p{L}\p{N}_])/u

function formulaArgument(state: State): string | undefined {
  const { reader } = state
  const argument = readArgument(state, 'same')
  if (argument !== undefined) return argument
  const text = reader.take(NUMBER) ?? reader.take(CHARACTER)
  if (text) return text[1]
  const next = reader.peek()
  if (next?.kind === 'escape') {
    reader.next()
    return next.char
  }
  return next?.kind === 'command' ? readArgument(state, 'same', true) : undefined
}

function textArgument(mark: Mark, state: State): string | undefined {
  const { reader, writer } = state
  const tail = writer.tail()
  if (/(?:^|\s)$/.test(tail)) return undefined
  const group = reader.group()
  if (group) return state.convert(group.children, true)
  if (mark === '_') return GREEK_BASE.test(tail) ? reader.take(INDEX)?.[1] : undefined
  if (!BASE.test(tail)) return undefined
  const text = reader.take(RAISED) ?? reader.take(POWER)
  if (text) return text[1]
  return reader.peek()?.kind === 'command' ? readArgument(state, 'math', true) : undefined
}

/** The text of `^` or `_` and its argument; just the mark if it has no argument. */
export function convertMark(mark: Mark, state: State): string {
  if (state.math) state.writer.trim()
  const argument = state.math ? formulaArgument(state) : textArgument(mark, state)
  return argument === undefined ? mark : script(mark, argument)
}
