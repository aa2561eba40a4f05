import type { Paper } from './paper.ts'
import { vocabulary, wordsOf } from './words.ts'

/** How many papers of a collection there are, and how many of them hold each word. */
export interface Frequencies {
  papers: number
  of: ReadonlyMap<string, number>
}

export function frequenciesOf(papers: readonly Paper[]): Frequencies {
  const of = new Map<string, number>()
  for (const paper of papers) {
    for (const word of vocabulary(paper).keys()) of.set(word, (of.get(word) ?? 0) + 1)
  }
  return { papers: papers.length, of }
}

/** Words of any paper's English, which tell nothing whatever the collection. */
const COMMON = new Set(
  wordsOf(
    `a about above across after all also although among an and any approach are as at be because been before being best
    better between both but by can could demonstrate different do does during each either every existing experiment extensive few
    first for framework from further given has have here how however if improve in into introduce is it its large learning less many may
    method model more most much must new no not novel of on one only or other our out outperform over paper performance
    propose provide recent result same several show significantly since so some state still such task than that the their them then there
    these they this those through thus to towards two under up upon use used using via was we well were what when where whether which
    while who whose why will with within without work would yet`,
  ),
)

/** Standing in the title or among the keywords says more of what a paper is about. */
const WEIGHTS = { title: 3, keywords: 2, abstract: 1, authors: 0, organisation: 0 } as const

const isTelling = (word: string): boolean => word.length > 2 && !COMMON.has(word) && !/^\d+$/.test(word)

/** From so many papers on, a word that half of them hold tells nothing. */
const MANY = 8

/**
 * The words that tell a paper from others, most telling first: by how often and where they stand in it, against how many
 * papers hold them (tf–idf, with the logarithm of both).
 */
export function tellingTerms(paper: Paper, { papers, of }: Frequencies, limit: number): string[] {
  const counts = new Map<string, number>()
  for (const word of wordsOf([paper.title, paper.abstract, ...paper.keywords].join(' '))) {
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const words = vocabulary(paper)
  const scored = [...counts]
    .filter(([word]) => isTelling(word) && (papers < MANY || (of.get(word) ?? 0) <= papers / 2))
    .map(([word, count]) => {
      const rarity = Math.log1p(papers / (1 + (of.get(word) ?? 0)))
      return { word, score: (1 + Math.log(count)) * WEIGHTS[words.get(word) ?? 'abstract'] * rarity }
    })
  return scored
    .sort((a, b) => b.score - a.score || (a.word < b.word ? -1 : 1))
    .slice(0, limit)
    .map(({ word }) => word)
}

/** Those of the terms that stand in a paper's title, keywords or abstract. */
export function sharedTerms(terms: readonly string[], paper: Paper): string[] {
  const words = vocabulary(paper)
  return terms.filter(term => WEIGHTS[words.get(term) ?? 'authors'] > 0)
}
