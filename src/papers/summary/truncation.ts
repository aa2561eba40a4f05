import { clauseOf } from './clauses.ts'
import { isGerund } from './verbs.ts'

/** A clause or participle after a comma, semicolon or dash that adds to a complete statement. */
const AFTER_COMMA =
  /(?:[,;]|\s[—–-]{1,3})\s+(?=(?:thereby|thus|hence|which|where|while|whereas|with|without|but|so|because|since|even|especially|particularly|including|such as|as well as|together with|leading to|resulting in|ranging from|and (?:we|it|our|they|is|can|achieves?|outperforms?|shows?|demonstrates?|improves?|enables?|significantly|substantially)|[a-z]+ed (?:by|with|to|on|for|in|from|via|as|into|through|using|without|around|upon)|(?:[a-z]+ly )?(?<gerund>[a-z]+ing) (?!and\b|or\b))\b)/g

/** What is listed or explained after a colon. */
const AT_COLON = /:\s/g

/** An adverbial phrase: truncating there loses a means or a purpose. */
const AT_ADVERBIAL =
  /\s(?=(?:by [a-z-]+ing|using|via|through|while|without|leveraging|across|including|such as|particularly|especially|even|in which|whose|so that|based on|compared (?:to|with)|as well as|rather than|instead of|with (?:minimal|only|improved|high|strong|no)|and (?:[a-z]+ly )?[a-z]+s|to (?:enable|improve|achieve|ensure|enhance|facilitate|support|guide|allow|help|mitigate|reduce|produce|generate|obtain|address))\b)/g

/** Last words that need something after them. */
const DANGLING =
  /^(?:a|an|the|of|and|or|nor|to|in|on|by|with|from|for|as|at|that|which|than|through|via|using|including|into|across|over|under|after|before|upon|toward|towards|within|about|per|following|follows|introducing|include|includes|both|either|neither|not|only|also|is|are|be|such|its|their|our|between|but|without|namely|when|where|if|how|[a-z]+ly|.*[,;:(–—-])$/

/** Words that need a purpose after them: truncated before `to …` they mean nothing, or something else. */
const NEEDS_PURPOSE =
  /\b(?:abilit|able|aim|allow|ask|attempt|capabilit|capacit|cause|design|driv|empower|enabl|encourag|fail|forc|guid|help|how|incentiviz|instruct|lead|learn|need|prompt|push|requir|seek|struggl|teach|tend|train|use)[a-z]*\b[^,]*$/

/** A list whose next item would be lost: `two parts: (1) a planner` */
const ENUMERATED = /\((?:\d|[ivx]+|[a-e])\)/

/** Conjunctions that come in two parts. */
const PAIRS = [
  [/\bnot (?:only|just|merely|simply)\b/, /\bbut\b/],
  [/\bboth\b/, /\band\b/],
  [/\bbetween\b/, /\band\b/],
  [/\beither\b/, /\bor\b/],
  [/\bneither\b/, /\bnor\b/],
  [/\brather\b/, /\bthan\b/],
] as const

const count = (text: string, mark: RegExp): number => text.match(mark)?.length ?? 0

const isBalanced = (text: string): boolean =>
  count(text, /[([{]/g) === count(text, /[)\]}]/g) && count(text, /["“”]/g) % 2 === 0

/** Whether `head` is a complete sentence when `tail` is removed. */
function isCompleteSentence(head: string, tail: string): boolean {
  if (DANGLING.test(head.slice(head.lastIndexOf(' ') + 1)) || !isBalanced(head)) return false
  if (PAIRS.some(([first, second]) => first.test(head) && !second.test(head.slice(head.search(first)))))
    return false
  if (/, [a-z]+(?:ed|ing)$/.test(head)) return false
  if (/^\s+to\b/.test(tail) && NEEDS_PURPOSE.test(head)) return false
  if (ENUMERATED.test(head)) return false
  if (/^,? and\b/.test(tail)) {
    if (head.includes(',') && tail.startsWith(',')) return false
    if (!tail.startsWith(',') && !clauseOf(tail.split(' ').slice(2, 4).join(' ')).hasVerb) return false
  }
  const clause = clauseOf(head)
  if (!clause.hasVerb || clause.isOpen || clause.endsInVerb) return false
  return tail.startsWith(':') || !clauseOf(tail.replace(/^\W+(?:and|but|so)\b/, 'that')).hasVerb
}

/** Shorter than this, a sentence says too little; in UTF-16 code units. */
const MIN_LENGTH = 50

/** The sentence truncated at each point where the rest is a complete sentence, with a full stop. */
export function truncationsOf(sentence: string): string[] {
  const truncations: string[] = []
  for (const pattern of [AFTER_COMMA, AT_COLON, AT_ADVERBIAL]) {
    for (const { index, groups } of sentence.matchAll(pattern)) {
      if (groups?.gerund && !isGerund(groups.gerund)) continue
      const head = sentence.slice(0, index)
      if (head.length >= MIN_LENGTH && isCompleteSentence(head, sentence.slice(index)))
        truncations.push(`${head}.`)
    }
  }
  return truncations
}

/** Remarks in brackets after a space, except list marks such as `(1)` or `(ii)`. */
const ASIDE = /\s\((?!(?:\d|[ivx]+|[a-e])\))[^()]*\)|\s\[[\d\s,;–-]+\]/g

/** The sentence without remarks in brackets and without references such as [12]. */
export function withoutAsides(sentence: string): string {
  let rest = sentence
  for (;;) {
    const shorter = rest.replace(ASIDE, '')
    if (shorter === rest) return rest
    rest = shorter
  }
}
