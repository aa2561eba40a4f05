import { type Features, sentenceFeatures, versionFeatures } from './features.ts'
import { fuse } from './fuse.ts'
import { BACKGROUND_COST, costOf } from './penalties.ts'
import type { Reading } from './reading.ts'
import { fitting, type Version, versionsOf } from './versions.ts'
import { WEIGHTS } from './weights.ts'

/** A version with what its score is made of. */
export interface Judged extends Version {
  features: Features
  cost: number
}

export interface Scored extends Version {
  /** Higher is better; see WEIGHTS. */
  score: number
}

/** Every version of a paper's sentences that is at most so long, in graphemes; see `fitting`. */
export function judge(reading: Reading, graphemes: number): Judged[] {
  const versions = reading.sentences.map(versionsOf)
  const candidates = [...versions, fuse(versions.flat())].flatMap(some => fitting(some, graphemes))
  const sentences = reading.sentences.map((_, index) => sentenceFeatures(index, reading))
  return candidates.flatMap(version => {
    const sentence = sentences[version.index]
    if (!sentence) return []
    const features = { ...sentence, ...versionFeatures(version, reading) }
    const background = version.index < reading.firstTurn ? BACKGROUND_COST : 0
    return { ...version, features, cost: costOf(version.text) + background }
  })
}

const WEIGHED = Object.entries<number>(WEIGHTS)

function weigh(features: Features): number {
  const values: Readonly<Record<string, number>> = features
  let sum = 0
  for (const [feature, weight] of WEIGHED) sum += weight * (values[feature] ?? 0)
  return sum
}

/** The same with their scores. */
export const score = (reading: Reading, graphemes: number): Scored[] =>
  judge(reading, graphemes).map(({ features, cost, ...version }) => ({
    ...version,
    score: weigh(features) - cost,
  }))
