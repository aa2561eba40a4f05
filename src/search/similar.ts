import type { FoundPaper, Paper } from '../papers/paper.ts'
import { type PaperIndex, TooBroadError } from '../ports/paper-index.ts'
import { stemOf } from '../text/tokenizer.ts'
import type { Query } from './query/query.ts'
import { candidateWords, distinctiveTerms, rarityOf, sharedTerms } from './tf-idf.ts'

/** A similar paper, with the distinctive words that both contain. */
export interface SimilarPaper {
  found: FoundPaper
  shared: string[]
}

const TERMS = 12
/** Papers that share less than this part of the distinctive terms, or a single term, are not similar. */
const MIN_SHARE = 0.25
const MIN_TERMS = 2
/** How many of the newest papers with a term are considered. */
const PAPERS_PER_TERM = 1_000
const LOAD_LIMIT = 40

const sameTitle = (a: Paper, b: Paper): boolean => a.title.toLowerCase() === b.title.toLowerCase()

/**
 * Papers that share many distinctive words with this one, most similar first; without the paper itself and other listings
 * with the same title.
 */
export async function similarTo(paper: Paper, index: PaperIndex, today: string): Promise<SimilarPaper[]> {
  const rarity = await rarityIn(index, paper)
  const terms = distinctiveTerms(paper, rarity, TERMS)
  const weights = new Map<number, { shared: number; weight: number }>()
  for (const term of terms) {
    const query = { kind: 'words', stems: [stemOf(term)], text: term } as const
    for (const key of await matchingInTime(index, query, today)) {
      const { shared, weight } = weights.get(key) ?? { shared: 0, weight: 0 }
      weights.set(key, { shared: shared + 1, weight: weight + rarity(term) })
    }
  }
  const keys = [...weights]
    .filter(([, { shared }]) => shared >= MIN_TERMS)
    .sort(([a, one], [b, other]) => other.weight - one.weight || b - a)
    .slice(0, LOAD_LIMIT)
    .map(([key]) => key)
  return (await index.load(keys))
    .filter(({ paper: other }) => other.id !== paper.id && !sameTitle(other, paper))
    .map(found => ({ found, shared: sharedTerms(terms, found.paper) }))
    .filter(({ shared }) => shared.length >= Math.max(MIN_TERMS, terms.length * MIN_SHARE))
    .sort((a, b) => b.shared.length - a.shared.length)
}

/** None where the index ran out of time: the other terms have to do. */
async function matchingInTime(index: PaperIndex, query: Query, today: string): Promise<number[]> {
  try {
    return await index.matching(query, { today, limit: PAPERS_PER_TERM })
  } catch (error) {
    if (!(error instanceof TooBroadError)) throw error
    return []
  }
}

/** The most distinctive words of a paper, best first. */
export async function termsOfPaper(paper: Paper, index: PaperIndex, limit = TERMS): Promise<string[]> {
  return distinctiveTerms(paper, await rarityIn(index, paper), limit)
}

/** The rarity of words in the titles, keywords and names of all stored papers. */
async function rarityIn(index: PaperIndex, paper: Paper): Promise<(word: string) => number> {
  const known = await index.known(candidateWords(paper))
  const counts = new Map(known.map(({ word, papers }) => [word, papers]))
  return word => rarityOf(counts.get(word) ?? 0)
}
