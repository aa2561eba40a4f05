import { isPlainWord, type Query, type Words } from './query/query.ts'
import { scoreByWords, type WordScore, weigh } from './word-scores.ts'

/** A query of several words of which papers need only have some; the rest of it they must match. */
interface RelaxedQuery {
  words: readonly Words[]
  required: readonly Query[]
}

export interface RelaxedSettings {
  /** How many of the rarest words count. */
  rarest: number
  /** How many of the newest papers with a word are looked at. */
  perWord: number
  /** Weights of a word that is in the title, and of two neighbours that are near each other, as a share of their idf. */
  title: number
  near: number
  /** Papers with a smaller share of the best one's score are left out. */
  minShare: number
}

/** Undefined where there is nothing to relax: fewer than two words that aren't in quotes, in a field or under an operator. */
export function relax(query: Query): RelaxedQuery | undefined {
  if (query.kind !== 'and') return undefined
  const words = query.parts.filter(isPlainWord)
  if (words.length < 2) return undefined
  return { words, required: query.parts.filter(part => !isPlainWord(part)) }
}

/** The papers that have some of the words, best first. */
export async function findRelaxed(
  { words, required }: RelaxedQuery,
  { rarest, perWord, title, near, minShare }: RelaxedSettings,
  context: Pick<Parameters<typeof scoreByWords>[1], 'index' | 'today' | 'onCutOff'>,
): Promise<WordScore[]> {
  const weighted = (await weigh(words, context)).filter(({ papers }) => papers > 0)
  const chosen = new Set(weighted.toSorted((a, b) => b.idf - a.idf).slice(0, rarest))
  const scored = await scoreByWords(
    weighted.filter(each => chosen.has(each)),
    { ...context, perWord, bonus: { title, near }, required },
  )
  const least = (scored[0]?.score ?? 0) * minShare
  return scored.filter(({ score }) => score >= least)
}
