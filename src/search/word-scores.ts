import type { PaperIndex } from '../ports/paper-index.ts'
import { askAll } from './ask-all.ts'
import { type Query, type Words, within } from './query/query.ts'

/** A paper that has some of the words. */
export interface WordScore {
  key: number
  /** The sum of the weights of what it has. */
  score: number
}

/** A word, about how many papers have it, and its weight: how rare it is. */
export interface WeightedWords {
  words: Words
  papers: number
  idf: number
}

interface Context {
  index: PaperIndex
  /** YYYY-MM-DD, by UTC. */
  today: string
  /** Called if the index ran out of time, so that only the words and papers that it had reached count. */
  onCutOff?: (() => void) | undefined
}

/** How many words one request to the index counts, so that what it has counted before its time is over isn't lost. */
const WORDS_AT_ONCE = 16

/** Words in their order, each with its inverse document frequency. */
export async function weigh(
  words: readonly Words[],
  { index, today, onCutOff }: Context,
): Promise<WeightedWords[]> {
  const queries: Query[] = [{ kind: 'everything' }, ...words]
  const chunks: Promise<number[]>[] = []
  for (let start = 0; start < queries.length; start += WORDS_AT_ONCE) {
    chunks.push(index.frequencies(queries.slice(start, start + WORDS_AT_ONCE), { today }))
  }
  const counts = await askAll(chunks)
  if (counts.length < chunks.length) onCutOff?.()
  const [total = 0, ...papers] = counts.flat()
  return words.flatMap((each, place) => {
    const count = papers[place]
    if (count === undefined) return []
    return [{ words: each, papers: count, idf: Math.log1p(Math.max(total, count) / Math.max(1, count)) }]
  })
}

interface Options extends Context {
  /** What papers must match besides. */
  required?: readonly Query[]
  /** How many of the newest papers with a word are looked at. */
  perWord: number
  /** Weights of a word that is in the title, and of two neighbours that are near each other, as a share of their idf. */
  bonus?: { title: number; near: number }
}

/** How many other words may be between two neighbours. */
const NEAR_WORDS = 8

/**
 * Scores the papers that have some of these words by the sum of the idf of what they have, best first. It looks at no more than the
 * newest papers of each word, so its work is bounded: bm25 over all papers with any of them takes seconds among a million.
 */
export async function scoreByWords(
  weighted: readonly WeightedWords[],
  { index, today, required = [], perWord, bonus, onCutOff }: Options,
): Promise<WordScore[]> {
  const scores = new Map<number, number>()

  /** @returns for each the papers that were looked at, newest first; undefined if there was no time */
  async function add(questions: readonly Question[]): Promise<(readonly number[] | undefined)[]> {
    const answers = await askAll(
      questions.map(({ query, where }) => {
        const both: Query = required.length > 0 ? { kind: 'and', parts: [query, ...required] } : query
        return index.matching(both, { today, limit: perWord, ...where })
      }),
    )
    for (const [place, { weight }] of questions.entries()) {
      for (const key of answers[place] ?? []) scores.set(key, (scores.get(key) ?? 0) + weight)
    }
    return questions.map((_, place) => answers[place])
  }

  const looked = await add(weighted.map(({ words, idf }) => ({ query: words, weight: idf })))
  const isWhole = looked.every(keys => keys !== undefined)
  const further =
    bonus && isWhole ? await add(bonusQuestions(weighted, looked, { ...bonus, perWord })) : looked
  if (further.includes(undefined)) onCutOff?.()
  return [...scores]
    .map(([key, score]) => ({ key, score }))
    .sort((a, b) => b.score - a.score || b.key - a.key)
}

interface Question {
  query: Query
  /** What a paper that matches is worth. */
  weight: number
  /** Which papers to look at, if not at all of them. */
  where?: { from?: number; among?: readonly number[] }
}

/** @param looked the papers that were found for each word */
function bonusQuestions(
  weighted: readonly WeightedWords[],
  looked: readonly (readonly number[])[],
  { title, near, perWord }: { title: number; near: number; perWord: number },
): Question[] {
  const titles = weighted.map(({ words, idf }, place): Question => {
    const keys = looked[place] ?? []
    // No further back than the word itself was looked at: title hits of a common word may be very far between.
    const from = keys.length < perWord ? 0 : (keys.at(-1) ?? 0)
    return { query: within(words, 'title'), weight: idf * title, where: { from } }
  })
  const pairs = weighted.flatMap((first, place): Question[] => {
    const second = weighted[place + 1]
    if (!second) return []
    const stems = [...first.words.stems, ...second.words.stems]
    const ofSecond = new Set(looked[place + 1])
    return [
      {
        query: { kind: 'near', stems, within: stems.length + NEAR_WORDS },
        weight: ((first.idf + second.idf) / 2) * near,
        where: { among: (looked[place] ?? []).filter(key => ofSecond.has(key)) },
      },
    ]
  })
  return [...titles, ...pairs]
}
