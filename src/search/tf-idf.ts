import type { Paper } from '../papers/paper.ts'
import { stemOf, tokenize } from '../text/tokenizer.ts'

/** Words so common in abstracts that they say nothing about a paper. */
const STOP_WORDS = new Set(
  tokenize(
    `a about above across after all also although among an and any approach are as at be because been before being best
    better between both but by can could demonstrate different do does during each either every existing experiment extensive few
    first for framework from further given has have here how however if improve in into introduce is it its large learning less many may
    method model more most much must new no not novel of on one only or other our out outperform over paper performance
    propose provide recent result same several show significantly since so some state still such task than that the their them then there
    these they this those through thus to towards two under up upon use used using via was we well were what when where whether which
    while who whose why will with within without work would yet`,
  ).map(({ stem }) => stem),
)

/** Words in the title or the keywords say more about a paper. */
const WEIGHTS = { title: 2, keywords: 1.5, abstract: 1 } as const

interface Counted {
  times: number
  weight: number
}

interface WeightedWord extends Counted {
  /** Its first form in the paper, without case and accents. */
  word: string
}

const cache = new WeakMap<Paper, ReadonlyMap<string, WeightedWord>>()

function distinctiveWords(paper: Paper): ReadonlyMap<string, WeightedWord> {
  let words = cache.get(paper)
  if (!words) {
    words = readWords(paper)
    cache.set(paper, words)
  }
  return words
}

/**
 * The words of a paper that aren't stop words or numbers, by stem.
 * @param pairs receives those that follow each other, by both stems with a space between
 */
function readWords(paper: Paper, pairs?: Map<string, Counted>): ReadonlyMap<string, WeightedWord> {
  const words = new Map<string, WeightedWord>()
  const add = (text: string, weight: number): void => {
    let previous: string | undefined
    for (const { plain, stem } of tokenize(text)) {
      const word = words.get(stem)
      if (!word && !isDistinctive(plain, stem)) {
        previous = undefined
        continue
      }
      if (word) word.times++
      else words.set(stem, { word: plain, times: 1, weight })
      if (pairs && previous) addPair(pairs, `${previous} ${stem}`, weight)
      previous = stem
    }
  }
  add(paper.title, WEIGHTS.title)
  for (const keyword of paper.keywords) add(keyword, WEIGHTS.keywords)
  add(paper.abstract, WEIGHTS.abstract)
  return words
}

function addPair(pairs: Map<string, Counted>, pair: string, weight: number): void {
  const known = pairs.get(pair)
  if (known) known.times++
  else pairs.set(pair, { times: 1, weight })
}

const isDistinctive = (plain: string, stem: string): boolean =>
  plain.length > 2 && !STOP_WORDS.has(stem) && !/^\d+$/.test(plain)

/** The words of a paper whose rarity `distinctiveTerms` needs. */
export const candidateWords = (paper: Paper): string[] =>
  [...distinctiveWords(paper).values()].map(({ word }) => word)

/**
 * The most distinctive words of a paper, best first: by how often and where they occur in it, and how rare they are elsewhere
 * (tf–idf, with the logarithm of both).
 */
export const distinctiveTerms = (paper: Paper, rarity: (word: string) => number, limit: number): string[] =>
  [...distinctiveWords(paper).values()]
    .map(({ word, times, weight }) => ({ word, score: (1 + Math.log(times)) * weight * rarity(word) }))
    .sort((a, b) => b.score - a.score || (a.word < b.word ? -1 : 1))
    .slice(0, limit)
    .map(({ word }) => word)

/** Of BM25: how soon repeating a word counts no more, and how much longer papers are put at a disadvantage. */
const SATURATION = 1.2
const LENGTH_SHARE = 0.5

/** What two words next to each other count for, as a share of the rarer one. */
const PAIR_SHARE = 1.5

/**
 * How much other papers have in common with this one: for each word that both have, and each two next to each other, how telling it is for
 * this one (tf–idf) times how much the other is about it (BM25).
 * @param rarity of a stem; 0 where it isn't known
 */
export function createLikeness(paper: Paper, rarity: (stem: string) => number): (other: Paper) => number {
  const pairs = new Map<string, Counted>()
  const words = readWords(paper, pairs)
  const length = lengthOf(words)
  const telling = ({ times, weight }: Counted, rarest: number): number =>
    (1 + Math.log(times)) * weight * rarest ** 2
  const tellingWords = [...words].map(([stem, word]): Telling => [stem, telling(word, rarity(stem))])
  const tellingPairs = [...pairs].map(([both, pair]): Telling => {
    const rarest = Math.max(...both.split(' ').map(stem => rarity(stem)))
    return [both, PAIR_SHARE * telling(pair, rarest)]
  })
  return other => {
    const theirPairs = new Map<string, Counted>()
    const theirWords = readWords(other, theirPairs)
    const relativeLength = 1 - LENGTH_SHARE + (LENGTH_SHARE * lengthOf(theirWords)) / length
    const inCommon = (ours: readonly Telling[], theirs: ReadonlyMap<string, Counted>): number =>
      ours.reduce((sum, [each, weight]) => {
        const times = theirs.get(each)?.times ?? 0
        return sum + (weight * times * (SATURATION + 1)) / (times + SATURATION * relativeLength)
      }, 0)
    return inCommon(tellingWords, theirWords) + inCommon(tellingPairs, theirPairs)
  }
}

/** A stem or two, and how telling it is. */
type Telling = [stems: string, weight: number]

const lengthOf = (words: ReadonlyMap<string, WeightedWord>): number =>
  words.values().reduce((sum, { times }) => sum + times, 0)

/** The terms that occur in a paper's title, keywords or abstract, compared by stem. */
export function sharedTerms(terms: readonly string[], paper: Paper): string[] {
  const words = distinctiveWords(paper)
  return terms.filter(term => words.has(stemOf(term)))
}
