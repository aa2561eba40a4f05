import { isFiniteForm, isPlainForm } from './verbs.ts'

/** Words that begin a clause with a verb of its own. */
const SUBORDINATORS = new Set(
  'that which who whose where how why what whether if because since although though whereas when while'.split(
    ' ',
  ),
)

/** A subordinator before such a word needs no verb: `while keeping`, `when trained`. */
const PARTICIPLE = /(?:ing|ed)$/
/** Words after which `that` introduces a statement, not a relative clause. */
const BEFORE_STATEMENT =
  /^(?:show|demonstrate|find|reveal|observe|discover|argue|suggest|indicate|confirm|prove|hypothesize|claim|so|such|and|is|ensure)(?:s|e?d|ing|n)?$|^found$/

/**
 * Whether a piece of a sentence has a main verb, and whether it ends inside a subordinate clause. A guess from word lists
 * that prefers to err towards "ends inside a clause", because it decides where a sentence may be truncated.
 */
export function clauseOf(text: string): { hasVerb: boolean; isOpen: boolean; endsInVerb: boolean } {
  const words = text.toLowerCase().match(/[\p{L}'’-]+/gu) ?? []
  let pendingVerbs = 0
  let hasVerb = false
  words.forEach((word, index) => {
    if (SUBORDINATORS.has(word)) {
      if (!needsNoVerb(words, index)) pendingVerbs++
      return
    }
    if (!isVerbAt(words, index)) return
    if (pendingVerbs > 0) pendingVerbs--
    else hasVerb = true
  })
  return {
    hasVerb,
    isOpen: pendingVerbs > 0,
    endsInVerb: /^(?:that|which|who)$/.test(words.at(-2) ?? '') && isVerbAt(words, words.length - 1),
  }
}

/**
 * Whether the subordinator at `index` needs no verb from the list: `while keeping`, or `that models …` after a noun, where
 * the next word in -s must be its verb. `We show that models …` is different.
 */
function needsNoVerb(words: readonly string[], index: number): boolean {
  const next = words[index + 1] ?? ''
  if (PARTICIPLE.test(next)) return true
  return (
    /^(?:that|which)$/.test(words[index] ?? '') &&
    /[^s]s$/.test(next) &&
    !isFiniteForm(next) &&
    !BEFORE_STATEMENT.test(words[index - 1] ?? '')
  )
}

/** A word after `we` is a verb; otherwise a base form is one only after its subject: `models often fail`, not `the fail`. */
function isVerbAt(words: readonly string[], index: number): boolean {
  const word = words[index] ?? ''
  if (isFiniteForm(word)) return true
  let before = words[index - 1] ?? ''
  if (before.endsWith('ly')) before = words[index - 2] ?? ''
  if (before === 'we') return !word.endsWith('ly')
  return isPlainForm(word) && /^(?:they|that|which|who)$|[^s]s$/.test(before)
}
