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
  /** Called where the index ran out of time, so that only the words and papers that it came to by then count. */
  onCutOff?: (() => void) | undefined
}

/** Words that are counted by one request to the index. What it has counted before its time is over isn't lost. */
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

  /** @returns the oldest of the papers that were looked at for each; 0 if those are all, undefined if there was no time */
  async function add(questions: readonly Question[]): Promise<(number | undefined)[]> {
    const answers = await askAll(
      questions.map(({ query, from = 0 }) => {
        const both: Query = required.length > 0 ? { kind: 'and', parts: [query, ...required] } : query
        return index.matching(both, { today, limit: perWord, from })
      }),
    )
    return questions.map(({ weight }, place) => {
      const keys = answers[place]
      if (!keys) return undefined
      for (const key of keys) scores.set(key, (scores.get(key) ?? 0) + weight)
      return keys.length < perWord ? 0 : (keys.at(-1) ?? 0)
    })
  }

  const oldest = await add(weighted.map(({ words, idf }) => ({ query: words, weight: idf })))
  // No further back than the word itself was looked at: title hits of a common word may be very far between.
  const further =
    bonus && !oldest.includes(undefined) ? await add(bonusQuestions(weighted, oldest, bonus)) : oldest
  if (further.includes(undefined)) onCutOff?.()
  return [...scores]
    .map(([key, score]) => ({ key, score }))
    .sort((a, b) => b.score - a.score || b.key - a.key)
}

interface Question {
  query: Query
  /** What a paper that matches is worth. */
  weight: number
  /** The oldest paper to look at. */
  from?: number
}

/** @param oldest up to which paper each word was looked at */
function bonusQuestions(
  weighted: readonly WeightedWords[],
  oldest: readonly (number | undefined)[],
  bonus: { title: number; near: number },
): Question[] {
  const titles = weighted.map(({ words, idf }, place) => ({
    query: within(words, 'title'),
    weight: idf * bonus.title,
    from: oldest[place] ?? 0,
  }))
  const pairs = weighted.flatMap((first, place) => {
    const second = weighted[place + 1]
    if (!second) return []
    const stems = [...first.words.stems, ...second.words.stems]
    return {
      query: { kind: 'near', stems, within: stems.length + NEAR_WORDS } as const,
      weight: ((first.idf + second.idf) / 2) * bonus.near,
      from: Math.max(oldest[place] ?? 0, oldest[place + 1] ?? 0),
    }
  })
  return [...titles, ...pairs]
}
