import { countGraphemes } from '../../text/graphemes.ts'
import type { SummaryLimits } from './limits.ts'
import type { Scored } from './score.ts'
import { isOneSentence, splitSentences } from './sentences.ts'
import { contentStems } from './word-classes.ts'

/** All costs and worths are in the units of WEIGHTS. What it costs a sentence if all that it says was said by a chosen one. */
const REPETITION_COST = 60
/** What it costs to cut a sentence where there may be room for it. */
const CUT_COST = 4
/** What a first figure is worth: several sentences should say how well it works. */
const FIGURE_WORTH = 12
/** So much worse than the best, a sentence is better left out. */
const FAR_WORSE = 30

const byScore = (a: Scored, b: Scored): number => b.score - a.score || a.index - b.index

/** The best version; empty where there is none. */
export function chooseOne(versions: readonly Scored[]): string {
  const sorted = versions.toSorted(byScore)
  const best = sorted.find(({ text }) => isOneSentence(text)) ?? sorted[0]
  return splitSentences(best?.text ?? '')[0]?.trim() ?? ''
}

interface Candidate extends Scored {
  stems: ReadonlySet<string>
  size: number
}

/** How much two sentences say the same, 0 to 1: the share of their content words that both have (Jaccard's index). */
function repetition({ stems }: Candidate, { stems: others }: Candidate): number {
  const shared = [...stems].filter(stem => others.has(stem)).length
  const all = stems.size + others.size - shared
  return all === 0 ? 1 : shared / all
}

function worthOf(candidate: Candidate, chosen: readonly Candidate[]): number {
  const repeated = Math.max(0, ...chosen.map(other => repetition(candidate, other)))
  const isFirstFigure = /\d/.test(candidate.text) && !chosen.some(({ text }) => /\d/.test(text))
  return (
    candidate.score -
    REPETITION_COST * repeated -
    (candidate.cut ? CUT_COST : 0) +
    (isFirstFigure ? FIGURE_WORTH : 0)
  )
}

function mostWorth(candidates: readonly Candidate[], chosen: readonly Candidate[]): Candidate | undefined {
  let most: { candidate: Candidate; worth: number } | undefined
  for (const candidate of candidates) {
    const worth = worthOf(candidate, chosen)
    if (!most || worth > most.worth) most = { candidate, worth }
  }
  return most?.candidate
}

/**
 * Some of the best versions, one of each sentence, in the abstract's order: each next one is the best that says
 * something new (maximal marginal relevance, Carbonell and Goldstein 1998). One sentence broken off where none fits.
 */
export function chooseSeveral(versions: readonly Scored[], { sentences, graphemes }: SummaryLimits): string {
  const best = Math.max(...versions.map(version => version.score))
  let candidates: Candidate[] = versions
    .filter(({ fused, broken, score }) => !fused && !broken && score > best - FAR_WORSE)
    .toSorted(byScore)
    .map(version => ({ ...version, stems: contentStems(version.text), size: countGraphemes(version.text) }))
  const chosen: Candidate[] = []
  let room = graphemes
  while (chosen.length < sentences) {
    candidates = candidates.filter(({ size }) => size <= room)
    const next = mostWorth(candidates, chosen)
    if (!next) break
    const isSound = isOneSentence(next.text)
    candidates = candidates.filter(other => (isSound ? other.index !== next.index : other !== next))
    if (!isSound) continue
    chosen.push(next)
    room -= next.size + 1
  }
  const text = chosen
    .toSorted((a, b) => a.index - b.index)
    .map(candidate => candidate.text)
    .join(' ')
  return text && splitSentences(text).length <= sentences ? text : chooseOne(versions)
}
