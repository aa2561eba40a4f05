import type { Paper } from '../../src/papers/paper.ts'
import { FEATURES, hasFeature } from '../../src/search/query/document.ts'

/**
 * Properties that can be searched besides words are indexed as tokens that no text contains, because they begin with a full stop:
 * `.cs.cl`, `.has.code`.
 */
export const markOf = (name: string): string => `.${name.toLowerCase().replace(/[^a-z.-]/g, '')}`

/** A mark of every paper, for queries that only exclude something. */
export const EVERY_PAPER = '.'

/** The marks of a paper. */
export const marksOf = (paper: Paper): string[] => [
  EVERY_PAPER,
  ...FEATURES.filter(feature => hasFeature(paper, feature)).map(feature => markOf(`has.${feature}`)),
  ...(paper.sources ?? []).map(source => markOf(`source.${source}`)),
  ...(paper.categories ?? []).map(markOf),
]
