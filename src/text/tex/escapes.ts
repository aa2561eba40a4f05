import { accentLetter, isTextAccent } from './accents.ts'
import { MAX_DEPTH } from './parse.ts'
import { endsInPath, type State } from './state.ts'
import { LETTERS } from './symbols.ts'

const SPACES = /[\s,;:>\\]/
const NOTHING = /[!\-/]/
/** `today\'s`: an escaped apostrophe, not an accent. */
const CONTRACTION = /^(?:s|t|d|m|re|ve|ll)(?!\p{L})/u
/** Accents named by a letter that take the next letter without braces: `Fran\c cois`. */
const LOOSE = /^[cvuHkr]$/

/** The letter that an accent and the text after it form; undefined if they form none. */
export function convertAccent(name: string, state: State): string | undefined {
  const { reader } = state
  const isSign = !/[a-zA-Z]/.test(name)
  const group = reader.group()
  if (group) {
    const content = state.convert(group.children, false)
    if (content === '') return isSign ? name : ''
    return accentLetter(name, content.trim()) ?? content
  }
  const next = reader.peek()
  if (next?.kind === 'text' && (isSign || LOOSE.test(name))) {
    const letter = (isSign ? /^\p{L}/u : /^\s+\p{L}/u).exec(next.text)?.[0]
    const accented = letter && accentLetter(name, letter.trim())
    if (accented) reader.take(/^\s*\p{L}/u)
    return accented
  }
  if (next?.kind === 'command' && LETTERS.has(next.name)) {
    reader.next()
    reader.take(/^\s(?=\p{L})/u)
    const letter = LETTERS.get(next.name) ?? ''
    return accentLetter(name, letter) ?? letter
  }
  if (next?.kind === 'escape' && isTextAccent(next.char) && state.depth < MAX_DEPTH) {
    reader.next()
    const letter = state.argument(next)
    return accentLetter(name, letter) ?? letter
  }
  return undefined
}

/** The text of a backslash before anything except a Latin letter: `\%`, `\"o`, `\,`. */
export function convertEscape(char: string, state: State): string {
  const { reader, writer } = state
  const tail = writer.tail()
  if (!state.math && /\w/.test(char) && endsInPath(tail)) return `\\${char}`
  if (isTextAccent(char) && !state.math) {
    if (char === "'" && /\p{L}$/u.test(tail)) {
      const ending = reader.take(CONTRACTION)
      if (ending) return char + ending[0]
    }
    return convertAccent(char, state) ?? char
  }
  if (SPACES.test(char)) return ' '
  if (NOTHING.test(char)) return ''
  const next = reader.peek()
  const rest = next?.kind === 'text' ? next.text : ''
  if (char === '@') return /^\d/.test(rest) ? '@' : ''
  if (char === '|' && state.math) return '‖'
  // Hugging Face drops the dollar sign of `\$81`.
  if (/\d/.test(char) && /(?:^|\s)$/.test(tail) && !/^[\d.,]*\)/.test(rest)) return `$${char}`
  return char
}
