import type { Analysis } from './analysis.ts'
import { type Features, sentenceFeatures, versionFeatures } from './features.ts'
import { mergeDefinitions } from './merge-definitions.ts'
import { BACKGROUND_PENALTY, penaltyOf } from './penalties.ts'
import { fitToLimit, type Version, versionsOf } from './versions.ts'
import { WEIGHTS } from './weights.ts'

/** A version with everything that its score is computed from. */
export interface MeasuredVersion extends Version {
  features: Features
  penalty: number
}

export interface ScoredVersion extends Version {
  /** Higher is better; see WEIGHTS. */
  score: number
}

/** Every version of a paper's sentences that has at most this many graphemes (see `fitToLimit`), with its features. */
export function measureVersions(analysis: Analysis, graphemes: number): MeasuredVersion[] {
  const versions = analysis.sentences.map(versionsOf)
  const candidates = [...versions, mergeDefinitions(versions.flat())].flatMap(group =>
    fitToLimit(group, graphemes),
  )
  const sentences = analysis.sentences.map((_, index) => sentenceFeatures(index, analysis))
  return candidates.flatMap(version => {
    const sentence = sentences[version.index]
    if (!sentence) return []
    const features = { ...sentence, ...versionFeatures(version, analysis) }
    const background = version.index < analysis.firstSelfReference ? BACKGROUND_PENALTY : 0
    return { ...version, features, penalty: penaltyOf(version.text) + background }
  })
}

const WEIGHT_ENTRIES = Object.entries<number>(WEIGHTS)

function weightedSum(features: Features): number {
  const values: Readonly<Record<string, number>> = features
  let sum = 0
  for (const [feature, weight] of WEIGHT_ENTRIES) sum += weight * (values[feature] ?? 0)
  return sum
}

/** Every version of a paper's sentences that has at most this many graphemes, with its score. */
export const scoreVersions = (analysis: Analysis, graphemes: number): ScoredVersion[] =>
  measureVersions(analysis, graphemes).map(({ features, penalty, ...version }) => ({
    ...version,
    score: weightedSum(features) - penalty,
  }))
