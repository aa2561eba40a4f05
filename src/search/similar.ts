import { inSlices } from '../lib/in-slices.ts'
import type { FoundPaper, Paper } from '../papers/paper.ts'
import type { PaperIndex } from '../ports/paper-index.ts'
import { stemOf } from '../text/tokenizer.ts'
import { createSharedPhrases } from './shared-phrases.ts'
import { candidateWords, createLikeness, distinctiveTerms } from './tf-idf.ts'
import { scoreByWords, type WeightedWords, weigh } from './word-scores.ts'

/** A similar paper, with the phrases that both contain, most telling first. */
export interface SimilarPaper {
  found: FoundPaper
  shared: string[]
}

export interface SimilarSettings {
  /** How many of the most distinctive words count. */
  terms: number
  /** How many of the newest papers with each are looked at. */
  perTerm: number
  /** Papers that share a smaller part of the weight of all terms are not similar. */
  minShare: number
  /** How many of those that share most are read. */
  candidates: number
}

const SHOWN = 40
/** Words that only the paper itself has aren't shared. */
const SEVERAL = 2

interface Context {
  index: PaperIndex
  /** YYYY-MM-DD, by UTC. */
  today: string
}

const sameTitle = (a: Paper, b: Paper): boolean => a.title.toLowerCase() === b.title.toLowerCase()

/**
 * Papers that share many distinctive words with this one, without the paper itself and other listings with the same title. The few
 * that share most are read, and ordered by all words that they share.
 */
export async function similarTo(
  paper: Paper,
  { terms: count, perTerm, minShare, candidates }: SimilarSettings,
  context: Context,
): Promise<SimilarPaper[]> {
  const weighed = await weighedWords(paper, context)
  const terms = mostDistinctive(
    paper,
    weighed.filter(({ papers }) => papers >= SEVERAL),
    count,
  )
  const total = sharpened(mostDistinctive(paper, weighed, count)).reduce((sum, { idf }) => sum + idf, 0)
  const scored = await scoreByWords(sharpened(terms), { ...context, perWord: perTerm })
  const keys = scored.filter(({ score }) => score >= total * minShare).slice(0, candidates)
  const others = (await context.index.load(keys.map(({ key }) => key))).filter(
    ({ paper: other }) => other.id !== paper.id && !sameTitle(other, paper),
  )
  const likeness = createLikeness(paper, rarityOf(weighed))
  const liked: { found: FoundPaper; score: number }[] = []
  await inSlices(others, found => {
    liked.push({ found, score: likeness(found.paper) })
  })
  const sharedWith = createSharedPhrases(paper, rarityOf(terms))
  return liked
    .sort((a, b) => b.score - a.score)
    .slice(0, SHOWN)
    .map(({ found }) => ({ found, shared: sharedWith(found.paper) }))
    .filter(({ shared }) => shared.length > 0)
}

/** Words with the squares of their weights: one rare word says more than several that many papers have. */
const sharpened = (weighed: readonly WeightedWords[]): WeightedWords[] =>
  weighed.map(each => ({ ...each, idf: each.idf ** 2 }))

/** How rare a stem is; 0 for others than these. */
function rarityOf(weighed: readonly WeightedWords[]): (stem: string) => number {
  const idfs = new Map(weighed.map(({ words, idf }) => [words.stems[0] ?? '', idf]))
  return stem => idfs.get(stem) ?? 0
}

/** The most distinctive words of a paper, best first. */
export async function termsOfPaper(paper: Paper, context: Context, limit: number): Promise<string[]> {
  return mostDistinctive(paper, await weighedWords(paper, context), limit).map(({ words }) => words.text)
}

const weighedWords = (paper: Paper, context: Context): Promise<WeightedWords[]> =>
  weigh(
    candidateWords(paper).map(word => ({ kind: 'words', stems: [stemOf(word)], text: word })),
    context,
  )

function mostDistinctive(paper: Paper, weighed: readonly WeightedWords[], count: number): WeightedWords[] {
  const byWord = new Map(weighed.map(each => [each.words.text, each]))
  const terms = distinctiveTerms(paper, word => byWord.get(word)?.idf ?? 0, count)
  return terms.flatMap(term => byWord.get(term) ?? [])
}
