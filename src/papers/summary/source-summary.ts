import { countGraphemes } from '../../text/graphemes.ts'
import type { Paper } from '../paper.ts'
import { withoutBoilerplate } from './lead-ins.ts'
import type { SummaryLimits } from './limits.ts'
import { penaltyOf } from './penalties.ts'
import { isOneSentence, splitSentences } from './sentences.ts'
import { truncationsOf, withoutAsides } from './truncation.ts'
import { wordsOf } from './word-classes.ts'

/** A model that says what it does, or why it doesn't do it, instead of doing it. */
const NO_SUMMARY =
  /^\W*(?:(?:an? |the |ai |short |brief |one-sentence )*(?:summary|abstract|tl;?dr)\b[^.]{0,40}:|here (?:is|are)\b|sure\b|certainly\b|sorry\b|i(?:'m|’m| am| can(?:not|'t|’t)?| apologi[sz]e| don)\b|as an ai\b|unfortunately\b|no summary\b|not available\b|n\/a\b|null\b|undefined\b|error\b|<)/i

/** A shorter summary adds nothing to the title. */
const MIN_WORDS = 5

/** More than this is another abstract. */
const MAX_SENTENCES = 2

function repeatsTitle(summary: string, title: string): boolean {
  const titleWords = new Set(wordsOf(title))
  return wordsOf(summary).every(word => titleWords.has(word))
}

/** The sentences of the source's own summary if it is usable: one or two, complete, and not just the title. */
function sentencesOf({ summary = '', title }: Paper): string[] {
  const sentences = splitSentences(summary)
    .map(sentence => sentence.trim())
    .filter(Boolean)
  const isSummary =
    sentences.length <= MAX_SENTENCES &&
    !NO_SUMMARY.test(summary) &&
    /[.!?。！？]["”')\]]*\s*$/.test(summary) &&
    !/(?:\.\.|…)["”')\]]*\s*$/.test(summary) &&
    wordsOf(summary).length >= MIN_WORDS &&
    !repeatsTitle(summary, title)
  return isSummary ? sentences : []
}

/**
 * The source's summary within the limits: all of it, or its first sentence if that says enough by itself, truncated if
 * necessary. Undefined if there is no usable summary.
 */
export function sourceSummary(paper: Paper, { sentences, graphemes }: SummaryLimits): string | undefined {
  const own = sentencesOf(paper)
  const [first = ''] = own
  const whole = own.join(' ')
  if (own.length <= sentences && countGraphemes(whole) <= graphemes) return whole || undefined
  if (withoutBoilerplate(first) !== first || penaltyOf(first) > 0) return undefined
  return [first, withoutAsides(first), ...truncationsOf(first), ...truncationsOf(withoutAsides(first))]
    .sort((a, b) => b.length - a.length)
    .find(text => countGraphemes(text) <= graphemes && text.length >= first.length / 2 && isOneSentence(text))
}
