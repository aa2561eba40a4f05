import { LEARNS, PROPOSES } from './lead-ins.ts'
import type { Reading, WordClass } from './reading.ts'
import type { Version } from './versions.ts'
import { wordsOf } from './word-classes.ts'

/** The length of the sources' own summaries in words, about. */
const USUAL_WORDS = 28
const SHORT_WORDS = 15

const DEFINITION = /^[^,]{2,60} is (?:an?|the) |\b(?:propose|introduce|present)s? [^,]{2,60}, an? /

const flag = (holds: boolean): number => (holds ? 1 : 0)

/** What a sentence of the abstract is, in whatever form it is shown. */
export function sentenceFeatures(index: number, { sentences, firstProposal }: Reading) {
  const sentence = sentences[index] ?? ''
  return {
    first: flag(index === 0),
    firstProposal: flag(index === firstProposal),
    afterProposal: flag(firstProposal >= 0 && index > firstProposal),
    learns: flag(LEARNS.test(sentence) && !PROPOSES.test(sentence)),
  }
}

/**
 * What a version of it holds. The shares of words are of ROUGE-1 F's kind, 2·n / (its words + a usual summary's), so a
 * weight grows with the chance that such a word stands in the paper's own summary.
 */
export function versionFeatures({ text, restated, cut, fused }: Version, { classOf }: Reading) {
  const words = wordsOf(text)
  const counts: Record<WordClass, number> = {
    theme: 0,
    title: 0,
    keyword: 0,
    recurring: 0,
    twice: 0,
    once: 0,
    binding: 0,
    loose: 0,
    self: 0,
    number: 0,
  }
  const seen = new Set<string>()
  for (const word of words) {
    const kind = classOf(word)
    if (seen.has(word) && kind !== 'binding') continue
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
    bindingWords: share(counts.binding),
    selfWords: share(counts.self),
    numbers: share(counts.number),
    tooShort: Math.max(0, SHORT_WORDS - words.length) / SHORT_WORDS,
    definition: flag(DEFINITION.test(text)),
    restated: flag(restated),
    cut: flag(cut),
    fused: flag(fused),
  }
}

/** What a version's score is made of. */
export type Features = ReturnType<typeof sentenceFeatures> & ReturnType<typeof versionFeatures>
