/** `` `word' `` as TeX quotes; code between two backticks stays. */
const QUOTED = /(?<![\w`])`([^`'\s][^`']{0,80})'(?![\w'])/g

/** Links are matched first, so that nothing inside them is. */
const PATTERN = /https?:\/\/\S+|~|-{2,}|`{2,}|'{2,}|"/g

const SPACE = /\s/
/** A number that a range may begin with: `60%`, `1M`, `1.6`. */
const NUMBER_AT_END = /(?<![\p{L}\p{N}_])[\d.,]*\d(?:[kKMBTGx×%°]|\\%)?$/u

/** `~` between two words is a space; elsewhere it stays, as in `~5`, `60%~70%`, `/~home`. */
function tie(before: string, after: string): string {
  const previous = before.slice(-1)
  const next = after.charAt(0)
  if (previous === '' || next === '' || SPACE.test(previous)) return '~'
  if (SPACE.test(next)) return /[\p{L})]/u.test(previous) ? '' : '~'
  if (/[(/[~]/.test(previous) || /[/~]/.test(next)) return '~'
  return /\d/.test(next) && NUMBER_AT_END.test(before) ? '~' : ' '
}

/** Two hyphens are an en dash, except before a word (`--flag`); three are an em dash, more are a rule. */
function dash(hyphens: string, before: string, after: string): string {
  const previous = before.slice(-1)
  const next = after.charAt(0)
  if (previous === '' || next === '' || /[<>!|=:`([{"']/.test(previous) || /[<>|=`]/.test(next))
    return hyphens
  if (hyphens.length === 3) return '—'
  const isFlag = SPACE.test(previous) && /[\p{L}\p{N}]/u.test(next)
  return hyphens.length === 2 && !isFlag ? '–' : hyphens
}

/** Converts what TeX writes with several ASCII characters: quotation marks, dashes, and ties between words. */
export function typeset(text: string): string {
  const lastClosing = Math.max(text.lastIndexOf("''"), text.lastIndexOf('"'))
  let isOpen = false

  function quote(marks: string, before: string, after: string, at: number): string {
    const isAtStart = !/\S$/.test(before) || /[([“‘—–-]$/.test(before)
    const touches = /^\S/.test(after)
    if (marks === '``' && touches && lastClosing > at) {
      isOpen = true
      return '“'
    }
    if (marks !== "''" && marks !== '"') return marks
    if (isOpen && !(isAtStart && touches)) {
      isOpen = false
      return '”'
    }
    if (marks === "''" && isAtStart && touches && lastClosing > at) {
      isOpen = true
      return '“'
    }
    return marks
  }

  return text.replace(QUOTED, '‘$1’').replace(PATTERN, (match, at: number, whole: string) => {
    const before = whole.slice(Math.max(0, at - 20), at)
    const after = whole.slice(at + match.length, at + match.length + 1)
    if (match === '~') return tie(before, after)
    if (match.startsWith('-')) return dash(match, before, after)
    return /^[`'"]/.test(match) ? quote(match, before, after, at) : match
  })
}
