import { countGraphemes } from '../../text/graphemes.ts'
import type { SummaryLimits } from './limits.ts'
import type { ScoredVersion } from './score.ts'
import { isOneSentence, splitSentences } from './sentences.ts'
import { contentStems } from './word-classes.ts'

/* Penalties and bonuses are in the units of WEIGHTS. */

/** For a sentence that only repeats a chosen one. */
const REPETITION_PENALTY = 60
/** For a truncated sentence where there may be room for all of it. */
const TRUNCATION_PENALTY = 4
/** For the first sentence with a number: several sentences should say how well it works. */
const FIRST_NUMBER_BONUS = 12
/** A sentence that scores this much less than the best is left out. */
const MAX_SCORE_GAP = 30

const byScore = (a: ScoredVersion, b: ScoredVersion): number => b.score - a.score || a.index - b.index

/** The version with the highest score; empty if there is none. */
export function chooseOne(versions: readonly ScoredVersion[]): string {
  const sorted = versions.toSorted(byScore)
  const best = sorted.find(({ text }) => isOneSentence(text)) ?? sorted[0]
  return splitSentences(best?.text ?? '')[0]?.trim() ?? ''
}

interface Candidate extends ScoredVersion {
  stems: ReadonlySet<string>
  size: number
}

/** How similar two sentences are, 0 to 1: the Jaccard index of their content words. */
function similarity({ stems }: Candidate, { stems: others }: Candidate): number {
  const shared = [...stems].filter(stem => others.has(stem)).length
  const all = stems.size + others.size - shared
  return all === 0 ? 1 : shared / all
}

function marginalScore(candidate: Candidate, chosen: readonly Candidate[]): number {
  const repetition = Math.max(0, ...chosen.map(other => similarity(candidate, other)))
  const isFirstNumber = /\d/.test(candidate.text) && !chosen.some(({ text }) => /\d/.test(text))
  return (
    candidate.score -
    REPETITION_PENALTY * repetition -
    (candidate.truncated ? TRUNCATION_PENALTY : 0) +
    (isFirstNumber ? FIRST_NUMBER_BONUS : 0)
  )
}

function bestNext(candidates: readonly Candidate[], chosen: readonly Candidate[]): Candidate | undefined {
  let best: { candidate: Candidate; score: number } | undefined
  for (const candidate of candidates) {
    const score = marginalScore(candidate, chosen)
    if (!best || score > best.score) best = { candidate, score }
  }
  return best?.candidate
}

/**
 * Some of the best versions, one of each sentence, in the abstract's order: each next one is the best that says
 * something new (maximal marginal relevance, Carbonell and Goldstein 1998). If none fits, one sentence with an ellipsis.
 */
export function chooseSeveral(
  versions: readonly ScoredVersion[],
  { sentences, graphemes }: SummaryLimits,
): string {
  const best = Math.max(...versions.map(version => version.score))
  let candidates: Candidate[] = versions
    .filter(({ merged, hasEllipsis, score }) => !merged && !hasEllipsis && score > best - MAX_SCORE_GAP)
    .toSorted(byScore)
    .map(version => ({ ...version, stems: contentStems(version.text), size: countGraphemes(version.text) }))
  const chosen: Candidate[] = []
  let remaining = graphemes
  while (chosen.length < sentences) {
    candidates = candidates.filter(({ size }) => size <= remaining)
    const next = bestNext(candidates, chosen)
    if (!next) break
    const isWhole = isOneSentence(next.text)
    candidates = candidates.filter(other => (isWhole ? other.index !== next.index : other !== next))
    if (!isWhole) continue
    chosen.push(next)
    remaining -= next.size + 1
  }
  const text = chosen
    .toSorted((a, b) => a.index - b.index)
    .map(candidate => candidate.text)
    .join(' ')
  return text && splitSentences(text).length <= sentences ? text : chooseOne(versions)
}
