import { SUMMARY_LIMITS } from '../../src/digests/summary-limits.ts'
import { analyse } from '../../src/papers/summary/analysis.ts'
import { measureVersions } from '../../src/papers/summary/score.ts'
import { rouge1 } from './rouge.ts'
import { summarisedPapers } from './summary-papers.ts'

/**
 * `node test/bench/summary-fit.ts`: fits the weights of src/papers/summary/weights.ts again and prints them. They
 * maximise the expected ROUGE-1 F of a choice by softmax over the scores of a paper's versions, on the papers of every
 * other week, each once with and once without its keywords: gradient ascent by Adam with a small L2 penalty.
 */

const ROUNDS = 600
const STEP = 0.03
const L2_PENALTY = 1e-4

interface Version {
  values: number[]
  penalty: number
  reward: number
}

function gather() {
  const papers: Version[][] = []
  let names: string[] = []
  for (const { paper, reference, isForFitting } of summarisedPapers()) {
    if (!isForFitting) continue
    for (const keywords of [paper.keywords, []]) {
      const fitting = measureVersions(
        analyse({ ...paper, keywords }),
        SUMMARY_LIMITS.compact.graphemes,
      ).filter(({ hasEllipsis }) => !hasEllipsis)
      names = fitting[0] ? Object.keys(fitting[0].features) : names
      papers.push(
        fitting.map(({ features, penalty, text }) => ({
          values: Object.values<number>(features),
          penalty,
          reward: rouge1(text, reference),
        })),
      )
    }
  }
  return { papers: papers.filter(versions => versions.length > 1), names }
}

/** The standard deviation of each feature over all versions, by which features are scaled for fitting. */
function spreadsOf(papers: readonly (readonly Version[])[], size: number): number[] {
  const versions = papers.flat()
  return Array.from({ length: size }, (_, feature) => {
    const values = versions.map(({ values }) => values[feature] ?? 0)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) || 1
  })
}

/** Adds the gradient of one paper's expected reward to `gradient`. */
function addGradient(versions: readonly Version[], weights: readonly number[], gradient: number[]): void {
  const scores = versions.map(({ values, penalty }) =>
    values.reduce((sum, value, feature) => sum + value * (weights[feature] ?? 0), -penalty),
  )
  const top = Math.max(...scores)
  const powers = scores.map(score => Math.exp(score - top))
  const total = powers.reduce((sum, power) => sum + power, 0)
  const expected = versions.reduce(
    (sum, { reward }, index) => sum + ((powers[index] ?? 0) / total) * reward,
    0,
  )
  versions.forEach(({ values, reward }, index) => {
    const factor = ((powers[index] ?? 0) / total) * (reward - expected)
    values.forEach((value, feature) => {
      gradient[feature] = (gradient[feature] ?? 0) + factor * value
    })
  })
}

function fit(papers: readonly (readonly Version[])[], size: number): number[] {
  const spreads = spreadsOf(papers, size)
  const scaled = papers.map(versions =>
    versions.map(version => ({
      ...version,
      values: version.values.map((value, feature) => value / (spreads[feature] ?? 1)),
    })),
  )
  const weights = new Array<number>(size).fill(0)
  const first = new Array<number>(size).fill(0)
  const second = new Array<number>(size).fill(0)
  for (let round = 1; round <= ROUNDS; round++) {
    const gradient = new Array<number>(size).fill(0)
    for (const versions of scaled) addGradient(versions, weights, gradient)
    for (let feature = 0; feature < size; feature++) {
      const slope = (gradient[feature] ?? 0) / scaled.length - L2_PENALTY * (weights[feature] ?? 0)
      first[feature] = 0.9 * (first[feature] ?? 0) + 0.1 * slope
      second[feature] = 0.99 * (second[feature] ?? 0) + 0.01 * slope ** 2
      const rise = (first[feature] ?? 0) / (1 - 0.9 ** round)
      const roughness = Math.sqrt((second[feature] ?? 0) / (1 - 0.99 ** round))
      weights[feature] = (weights[feature] ?? 0) + (STEP * rise) / (roughness + 1e-8)
    }
  }
  return weights.map((weight, feature) => weight / (spreads[feature] ?? 1))
}

const { papers, names } = gather()
if (papers.length === 0) console.log('The recorded days are not here, so there is nothing to fit on.')
else {
  const weights = fit(papers, names.length)
  for (const [feature, name] of names.entries())
    console.log(`  ${name}: ${(weights[feature] ?? 0).toFixed(1)},`)
}
