import { costOf } from './faults.ts'
import { type Features, sentenceFeatures, versionFeatures } from './features.ts'
import type { Reading } from './reading.ts'
import { type Version, versionsOf } from './versions.ts'
import { WEIGHTS } from './weights.ts'

/** A sentence from before the authors come to what they did says why, not what. */
export const BACKGROUND_COST = 4

export interface Scored extends Version {
  /** Higher is better; a difference of 1 is small, of 5 large. */
  score: number
}

/** What the weights make of a version's features. */
export function weigh(features: Features, weights: Readonly<Record<string, number>>): number {
  let sum = 0
  for (const [feature, value] of Object.entries(features)) sum += value * (weights[feature] ?? 0)
  return sum
}

/** Every version of every sentence, as it came. */
export function scoreVersions(reading: Reading): Scored[] {
  return reading.sentences.flatMap((sentence, index) => {
    const ofSentence = sentenceFeatures(index, reading)
    return versionsOf(sentence, index).map(version => {
      const features = { ...ofSentence, ...versionFeatures(version, reading) }
      const background = index < reading.firstTurn ? BACKGROUND_COST : 0
      return { ...version, score: weigh(features, WEIGHTS) - costOf(version.text) - background }
    })
  })
}
