import type { Paper } from '../paper.ts'
import { PROPOSES } from './lead-ins.ts'
import { splitSentences } from './sentences.ts'
import { contentStems, kindOf, stemOf, type WordKind, wordsOf } from './word-classes.ts'

/**
 * A word by what it tells of the paper: `theme` stands in the title and recurs in the abstract, `title` in the title;
 * of the others a `recurring` word comes three times or more, a `twice` word twice.
 */
export type WordClass =
  | Exclude<WordKind, 'content'>
  | 'theme'
  | 'title'
  | 'keyword'
  | 'recurring'
  | 'twice'
  | 'once'

/** What is to be known of a whole paper when one of its sentences is judged. */
export interface Reading {
  sentences: readonly string[]
  /** The first sentence that says what the authors made, or -1. */
  firstProposal: number
  /** The first sentence in which the authors speak of themselves or of their paper, or -1. */
  firstTurn: number
  classOf(word: string): WordClass
}

const RECURRING = 3

const SELF = /\b(?:we|our|this (?:paper|work|study|report|survey|article))\b/i

export function read({ title, abstract, keywords }: Pick<Paper, 'title' | 'abstract' | 'keywords'>): Reading {
  const sentences = splitSentences(abstract)
    .map(sentence => sentence.trim())
    .filter(Boolean)
  const titleStems = contentStems(title)
  const keywordStems = contentStems(keywords.join(' '))
  const counts = new Map<string, number>()
  for (const word of wordsOf(abstract)) {
    if (kindOf(word) !== 'content') continue
    const stem = stemOf(word)
    counts.set(stem, (counts.get(stem) ?? 0) + 1)
  }

  function classify(word: string): WordClass {
    const kind = kindOf(word)
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
    firstTurn: sentences.findIndex(sentence => SELF.test(sentence)),
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
