/** A piece of a text that may contain TeX, from `start` to `end` (exclusive) in UTF-16 code units. */
export type Token = { start: number; end: number } & (
  | { kind: 'text'; text: string }
  /** `\alpha` */
  | { kind: 'command'; name: string }
  /** `\%`, `\"`, `\\` */
  | { kind: 'escape'; char: string }
  | { kind: 'mark'; mark: '{' | '}' | '$' | '^' | '_' }
)

/** The star in `\operatorname*{…}` belongs to the command; the one in `\method*` doesn't. */
const TOKEN = /\\([a-zA-Z]+)(?:\*(?=\{))?|\\([^a-zA-Z])|([{}$^_])|[^\\{}$^_]+|\\/gsu

const isMark = (text: string | undefined): text is '{' | '}' | '$' | '^' | '_' => text !== undefined

/** Splits a text into tokens that cover all of it. A single backslash at the end is text. */
export function tokenise(text: string): Token[] {
  return Array.from(text.matchAll(TOKEN), match => {
    const [source, name, char, mark] = match
    const span = { start: match.index, end: match.index + source.length }
    if (name !== undefined) return { ...span, kind: 'command', name }
    if (char !== undefined) return { ...span, kind: 'escape', char }
    if (isMark(mark)) return { ...span, kind: 'mark', mark }
    return { ...span, kind: 'text', text: source }
  })
}
