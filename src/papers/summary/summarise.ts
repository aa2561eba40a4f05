import type { Paper } from '../paper.ts'
import { chooseOne, chooseSeveral } from './choose.ts'
import type { SummaryLimits } from './limits.ts'
import { read } from './reading.ts'
import { score } from './score.ts'
import { sourceSummary } from './source.ts'

/**
 * A summary of a paper within the limits, without a model. One sentence: the source's summary where that is a sentence or
 * two, else the abstract's sentence that says best what the paper is about. Several: the best of the abstract, in its
 * order. Openings, asides and closing phrases may be left out, never part of a word; an ellipsis shows where a sentence
 * had to be broken off. Empty where there is neither abstract nor summary.
 */
export function summarise(paper: Paper, limits: SummaryLimits): string {
  if (limits.sentences < 1 || limits.graphemes < 1) return ''
  const own = sourceSummary(paper, limits)
  if (own && limits.sentences === 1) return own
  const versions = score(read(paper), limits.graphemes)
  return (limits.sentences === 1 ? chooseOne(versions) : chooseSeveral(versions, limits)) || (own ?? '')
}
