import type { Paper } from '../papers/paper.ts'
import { inSmallLetters } from '../text/format.ts'
import { tokenize, type Word } from '../text/tokenizer.ts'

/** How many are shown. */
const SHOWN = 4
const MAX_WORDS = 4

interface Phrase {
  text: string
  stems: readonly string[]
  weight: number
}

/**
 * Finds what other papers have in common with this one, as it writes it, most telling first: its keywords and phrases that the other
 * has as well, then single words.
 * @param weightOf how much a stem says about this paper; 0 for common words, with which no phrase begins or ends
 */
export function createSharedPhrases(
  paper: Paper,
  weightOf: (stem: string) => number,
): (other: Paper) => string[] {
  const phrases = phrasesOf(paper, weightOf)

  return other => {
    const theirs = textsOf(other).map(text => ` ${stemsOf(tokenize(text)).join(' ')} `)
    const chosen: Phrase[] = []
    for (const phrase of phrases) {
      if (chosen.length === SHOWN) break
      const telling = phrase.stems.filter(stem => weightOf(stem) > 0)
      const repeated = telling.filter(stem => chosen.some(({ stems }) => stems.includes(stem)))
      if (repeated.length >= telling.length / 2) continue
      if (theirs.some(text => text.includes(` ${phrase.stems.join(' ')} `))) chosen.push(phrase)
    }
    return chosen.map(({ text }) => text)
  }
}

/** All phrases of a paper, most telling first. */
function phrasesOf(paper: Paper, weightOf: (stem: string) => number): Phrase[] {
  const phrases = new Map<string, Phrase>()
  for (const text of textsOf(paper)) {
    for (const words of runsOf(text, weightOf)) {
      const stems = stemsOf(words)
      const key = stems.join(' ')
      if (phrases.has(key)) continue
      const weight = stems.reduce((sum, stem) => sum + weightOf(stem), 0)
      phrases.set(key, { text: writtenAs(text, words), stems, weight })
    }
  }
  return [...phrases.values()].sort((a, b) => b.weight - a.weight || b.stems.length - a.stems.length)
}

const textsOf = ({ title, keywords, abstract }: Paper): string[] => [...keywords, title, abstract]
const stemsOf = (words: readonly Word[]): string[] => words.map(({ stem }) => stem)

/** Neighbours of a text, up to `MAX_WORDS`, that begin and end with a telling word. */
function* runsOf(text: string, weightOf: (stem: string) => number): Generator<Word[]> {
  const words = tokenize(text)
  for (const [from, first] of words.entries()) {
    if (weightOf(first.stem) === 0) continue
    for (let to = from; to < from + MAX_WORDS; to++) {
      const last = words[to]
      const before = words[to - 1]
      if (!last || (to > from && before && /[.,;:!?()]/.test(text.slice(before.end, last.start)))) break
      if (weightOf(last.stem) > 0) yield words.slice(from, to + 1)
    }
  }
}

function writtenAs(text: string, words: readonly Word[]): string {
  const [first] = words
  const last = words.at(-1)
  return first && last ? inSmallLetters(text.slice(first.start, last.end).replace(/\s+/g, ' ')) : ''
}
