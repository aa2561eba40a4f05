import type { Analysis, WordClass } from './analysis.ts'
import { LEARNS, PROPOSES } from './lead-ins.ts'
import type { Version } from './versions.ts'
import { wordsOf } from './word-classes.ts'

/** About how many words the sources' own summaries have. */
const USUAL_WORDS = 28
const SHORT_WORDS = 15

const DEFINITION = /^[^,]{2,60} is (?:an?|the) |\b(?:propose|introduce|present)s? [^,]{2,60}, an? /

const flag = (value: boolean): number => (value ? 1 : 0)

/** Features of a sentence of the abstract, the same for all of its versions. */
export function sentenceFeatures(index: number, { sentences, firstProposal }: Analysis) {
  const sentence = sentences[index] ?? ''
  return {
    first: flag(index === 0),
    firstProposal: flag(index === firstProposal),
    afterProposal: flag(firstProposal >= 0 && index > firstProposal),
    learns: flag(LEARNS.test(sentence) && !PROPOSES.test(sentence)),
  }
}

/**
 * Features of one version of a sentence. Shares of words are computed like ROUGE-1 F, 2·n / (its words + a usual summary's),
 * so that a weight grows with the chance that such a word is in the paper's own summary.
 */
export function versionFeatures({ text, rephrased, truncated, merged }: Version, { classOf }: Analysis) {
  const words = wordsOf(text)
  const counts: Record<WordClass, number> = {
    theme: 0,
    title: 0,
    keyword: 0,
    recurring: 0,
    twice: 0,
    once: 0,
    connective: 0,
    function: 0,
    self: 0,
    number: 0,
  }
  const seen = new Set<string>()
  for (const word of words) {
    const kind = classOf(word)
    if (seen.has(word) && kind !== 'connective') continue
    seen.add(word)
    counts[kind]++
  }
  const share = (count: number) => (2 * count) / (words.length + USUAL_WORDS)
  return {
    themeWords: share(counts.theme),
    titleWords: share(counts.title),
    keywordWords: share(counts.keyword),
    recurringWords: share(counts.recurring),
    twiceWords: share(counts.twice),
    connectiveWords: share(counts.connective),
    selfWords: share(counts.self),
    numbers: share(counts.number),
    tooShort: Math.max(0, SHORT_WORDS - words.length) / SHORT_WORDS,
    definition: flag(DEFINITION.test(text)),
    rephrased: flag(rephrased),
    truncated: flag(truncated),
    merged: flag(merged),
  }
}

export type Features = ReturnType<typeof sentenceFeatures> & ReturnType<typeof versionFeatures>
