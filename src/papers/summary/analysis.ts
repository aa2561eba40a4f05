import type { Paper } from '../paper.ts'
import { PROPOSES } from './lead-ins.ts'
import { splitSentences } from './sentences.ts'
import { contentStems, stemOf, type WordKind, wordKindOf, wordsOf } from './word-classes.ts'

/**
 * How important a word is to the paper: a `theme` word is in the title and recurs in the abstract, a `title` word is in the
 * title only; of the others, a `recurring` word occurs three times or more in the abstract, a `twice` word twice.
 */
export type WordClass =
  | Exclude<WordKind, 'content'>
  | 'theme'
  | 'title'
  | 'keyword'
  | 'recurring'
  | 'twice'
  | 'once'

/** What scoring one sentence needs to know about the whole paper. */
export interface Analysis {
  sentences: readonly string[]
  /** Index of the first sentence that says what the authors made, or -1. */
  firstProposal: number
  /** Index of the first sentence in which the authors mention themselves or their paper, or -1. */
  firstSelfReference: number
  classOf(word: string): WordClass
}

const RECURRING = 3

const SELF = /\b(?:we|our|this (?:paper|work|study|report|survey|article))\b/i

export function analyse({
  title,
  abstract,
  keywords,
}: Pick<Paper, 'title' | 'abstract' | 'keywords'>): Analysis {
  const sentences = splitSentences(abstract)
    .map(sentence => sentence.trim())
    .filter(Boolean)
  const titleStems = contentStems(title)
  const keywordStems = contentStems(keywords.join(' '))
  const counts = new Map<string, number>()
  for (const word of wordsOf(abstract)) {
    if (wordKindOf(word) !== 'content') continue
    const stem = stemOf(word)
    counts.set(stem, (counts.get(stem) ?? 0) + 1)
  }

  function classify(word: string): WordClass {
    const kind = wordKindOf(word)
    if (kind !== 'content') return kind
    const stem = stemOf(word)
    const count = counts.get(stem) ?? 0
    if (titleStems.has(stem)) return count >= RECURRING ? 'theme' : 'title'
    if (keywordStems.has(stem)) return 'keyword'
    return count >= RECURRING ? 'recurring' : count === 2 ? 'twice' : 'once'
  }

  const classes = new Map<string, WordClass>()
  return {
    sentences,
    firstProposal: sentences.findIndex(sentence => PROPOSES.test(sentence)),
    firstSelfReference: sentences.findIndex(sentence => SELF.test(sentence)),
    classOf(word) {
      let known = classes.get(word)
      if (!known) {
        known = classify(word)
        classes.set(word, known)
      }
      return known
    },
  }
}
