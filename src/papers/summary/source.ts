import { countGraphemes } from '../../text/graphemes.ts'
import type { Paper } from '../paper.ts'
import { withoutBoilerplate } from './lead-ins.ts'
import type { SummaryLimits } from './limits.ts'
import { costOf } from './penalties.ts'
import { isOneSentence, splitSentences } from './sentences.ts'
import { cutsOf, withoutAsides } from './truncation.ts'
import { wordsOf } from './word-classes.ts'

/** A model that tells us what it does, or why it doesn't, instead of doing it. */
const NO_SUMMARY =
  /^\W*(?:(?:an? |the |ai |short |brief |one-sentence )*(?:summary|abstract|tl;?dr)\b[^.]{0,40}:|here (?:is|are)\b|sure\b|certainly\b|sorry\b|i(?:'m|’m| am| can(?:not|'t|’t)?| apologi[sz]e| don)\b|as an ai\b|unfortunately\b|no summary\b|not available\b|n\/a\b|null\b|undefined\b|error\b|<)/i

/** A summary of fewer words says nothing that the title doesn't. */
const FEWEST_WORDS = 5

/** More is an abstract again. */
const MOST_SENTENCES = 2

function repeatsTitle(summary: string, title: string): boolean {
  const titled = new Set(wordsOf(title))
  return wordsOf(summary).every(word => titled.has(word))
}

/** The sentences of the source's own summary, where it is one: one or two, whole, and not the title again. */
function sentencesOf({ summary = '', title }: Paper): string[] {
  const sentences = splitSentences(summary)
    .map(sentence => sentence.trim())
    .filter(Boolean)
  const isSummary =
    sentences.length <= MOST_SENTENCES &&
    !NO_SUMMARY.test(summary) &&
    /[.!?。！？]["”')\]]*\s*$/.test(summary) &&
    !/(?:\.\.|…)["”')\]]*\s*$/.test(summary) &&
    wordsOf(summary).length >= FEWEST_WORDS &&
    !repeatsTitle(summary, title)
  return isSummary ? sentences : []
}

/**
 * The source's summary within the limits: whole, or its first sentence where that says enough alone, without a closing
 * phrase where it must be shorter. Undefined where there is none fit to be shown.
 */
export function sourceSummary(paper: Paper, { sentences, graphemes }: SummaryLimits): string | undefined {
  const own = sentencesOf(paper)
  const [first = ''] = own
  const whole = own.join(' ')
  if (own.length <= sentences && countGraphemes(whole) <= graphemes) return whole || undefined
  if (withoutBoilerplate(first) !== first || costOf(first) > 0) return undefined
  return [first, withoutAsides(first), ...cutsOf(first), ...cutsOf(withoutAsides(first))]
    .filter(
      text => countGraphemes(text) <= graphemes && text.length >= first.length / 2 && isOneSentence(text),
    )
    .sort((a, b) => b.length - a.length)[0]
}
