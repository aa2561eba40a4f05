import type { Query, Words } from './query/query.ts'
import { scoreByWords, type WordScore, weigh } from './word-scores.ts'

/** A query of several words of which papers need only have some; the rest of it they must match. */
interface RelaxedQuery {
  words: readonly Words[]
  required: readonly Query[]
}

/** Only so many of the rarest words count. */
const RAREST = 8
/** Chosen by `npm run bench:search` on every other week of recorded papers: MRR of their summaries, whole and in few words. */
const SCORING = { perWord: 2_000, bonus: { title: 0.1, near: 0.3 } }
/** Papers with a smaller share of the best one's score are left out. */
const MIN_SHARE = 0.2

/** Undefined where there is nothing to relax: fewer than two words that aren't in quotes, in a field or under an operator. */
export function relax(query: Query): RelaxedQuery | undefined {
  if (query.kind !== 'and') return undefined
  const words = query.parts.filter(isRelaxable)
  if (words.length < 2) return undefined
  return { words, required: query.parts.filter(part => !isRelaxable(part)) }
}

const isRelaxable = (part: Query): part is Words =>
  part.kind === 'words' && part.field === undefined && !part.text.startsWith('"')

/** The papers that have some of the words, best first. */
export async function findRelaxed(
  { words, required }: RelaxedQuery,
  context: Pick<Parameters<typeof scoreByWords>[1], 'index' | 'today' | 'onCutOff'>,
): Promise<WordScore[]> {
  const weighted = (await weigh(words, context)).filter(({ papers }) => papers > 0)
  const rarest = new Set(weighted.toSorted((a, b) => b.idf - a.idf).slice(0, RAREST))
  const scored = await scoreByWords(
    weighted.filter(each => rarest.has(each)),
    { ...context, ...SCORING, required },
  )
  const least = (scored[0]?.score ?? 0) * MIN_SHARE
  return scored.filter(({ score }) => score >= least)
}
