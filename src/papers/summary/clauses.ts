import { isFiniteForm, isPlainForm } from './verbs.ts'

/** Words that begin a clause with a verb of its own. */
const SUBORDINATORS = new Set(
  'that which who whose where how why what whether if because since although though whereas when while'.split(
    ' ',
  ),
)

/** A subordinator before such a word has no verb to come: `while keeping`, `when trained`. */
const PARTICIPLE = /(?:ing|ed)$/
/** Words after which `that` begins a statement, rather than tells of the word before it. */
const REPORTS =
  /^(?:show|demonstrate|find|reveal|observe|discover|argue|suggest|indicate|confirm|prove|hypothesize|claim|so|such|and|is|ensure)(?:s|e?d|ing|n)?$|^found$/

/**
 * Whether a piece of a sentence has a main verb of its own, and whether it breaks off inside a subordinate clause. A
 * guess by word lists, made to err towards "breaks off": it decides where a sentence may be cut.
 */
export function clauseOf(text: string): { hasVerb: boolean; isOpen: boolean; endsInVerb: boolean } {
  const words = text.toLowerCase().match(/[\p{L}'’-]+/gu) ?? []
  let owed = 0
  let hasVerb = false
  words.forEach((word, index) => {
    if (SUBORDINATORS.has(word)) {
      if (!hasVerbAfter(words, index)) owed++
      return
    }
    if (!isVerbAt(words, index)) return
    if (owed > 0) owed--
    else hasVerb = true
  })
  return {
    hasVerb,
    isOpen: owed > 0,
    endsInVerb: /^(?:that|which|who)$/.test(words.at(-2) ?? '') && isVerbAt(words, words.length - 1),
  }
}

/**
 * Whether a subordinator at that place needs no verb from the list: `while keeping`, or a noun's `that models …`, where
 * the next word in -s must be its verb. `We show that models …` is different.
 */
function hasVerbAfter(words: readonly string[], index: number): boolean {
  const next = words[index + 1] ?? ''
  if (PARTICIPLE.test(next)) return true
  return (
    /^(?:that|which)$/.test(words[index] ?? '') &&
    /[^s]s$/.test(next) &&
    !isFiniteForm(next) &&
    !REPORTS.test(words[index - 1] ?? '')
  )
}

/** What follows `we` is a verb; else a base form is one only after its subject: `models often fail`, not `the fail`. */
function isVerbAt(words: readonly string[], index: number): boolean {
  const word = words[index] ?? ''
  if (isFiniteForm(word)) return true
  let before = words[index - 1] ?? ''
  if (before.endsWith('ly')) before = words[index - 2] ?? ''
  if (before === 'we') return !word.endsWith('ly')
  return isPlainForm(word) && /^(?:they|that|which|who)$|[^s]s$/.test(before)
}
