/** `` `word' `` as TeX quotes; code between two backticks stays. */
const QUOTED = /(?<![\w`])`([^`'\s][^`']{0,80})'(?![\w'])/g

/** Addresses are matched first, so that nothing in them is. */
const PATTERN = /https?:\/\/\S+|~|-{2,}|`{2,}|'{2,}|"/g

const SPACE = /\s/
/** A number that a range may begin with: `60%`, `1M`, `1.6`. */
const NUMBER_AT_END = /(?<![\p{L}\p{N}_])[\d.,]*\d(?:[kKMBTGx×%°]|\\%)?$/u

/** `~` is a space where it ties two words, and about or up to elsewhere: `~5`, `60%~70%`, `/~home`. */
function tie(before: string, after: string): string {
  const previous = before.slice(-1)
  const next = after.charAt(0)
  if (previous === '' || next === '' || SPACE.test(previous)) return '~'
  if (SPACE.test(next)) return /[\p{L})]/u.test(previous) ? '' : '~'
  if (/[(/[~]/.test(previous) || /[/~]/.test(next)) return '~'
  return /\d/.test(next) && NUMBER_AT_END.test(before) ? '~' : ' '
}

/** Two hyphens are an en dash but in front of a word (`--flag`), three an em dash, more a line. */
function dash(hyphens: string, before: string, after: string): string {
  const previous = before.slice(-1)
  const next = after.charAt(0)
  if (previous === '' || next === '' || /[<>!|=:`([{"']/.test(previous) || /[<>|=`]/.test(next))
    return hyphens
  if (hyphens.length === 3) return '—'
  const isFlag = SPACE.test(previous) && /[\p{L}\p{N}]/u.test(next)
  return hyphens.length === 2 && !isFlag ? '–' : hyphens
}

/** The signs that TeX types with several keys: quotation marks, dashes, and ties between words. */
export function typeset(text: string): string {
  const lastClosing = Math.max(text.lastIndexOf("''"), text.lastIndexOf('"'))
  let isOpen = false

  function quote(marks: string, before: string, after: string, at: number): string {
    const opensHere = !/\S$/.test(before) || /[([“‘—–-]$/.test(before)
    const touches = /^\S/.test(after)
    if (marks === '``' && touches && lastClosing > at) {
      isOpen = true
      return '“'
    }
    if (marks !== "''" && marks !== '"') return marks
    if (isOpen && !(opensHere && touches)) {
      isOpen = false
      return '”'
    }
    if (marks === "''" && opensHere && touches && lastClosing > at) {
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
