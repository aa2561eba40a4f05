import type { Paper } from '../paper.ts'
import { analyse } from './analysis.ts'
import { chooseOne, chooseSeveral } from './choose.ts'
import type { SummaryLimits } from './limits.ts'
import { scoreVersions } from './score.ts'
import { sourceSummary } from './source-summary.ts'

/**
 * Summarises a paper within the limits, without a model. One sentence: the source's summary if that is one or two
 * sentences, otherwise the sentence of the abstract that says best what the paper is about. Several: the best sentences of
 * the abstract, in its order. Lead-ins, asides and closing phrases may be left out, never part of a word; a sentence that
 * doesn't fit ends in an ellipsis. Empty if there is neither abstract nor summary.
 */
export function summarise(paper: Paper, limits: SummaryLimits): string {
  if (limits.sentences < 1 || limits.graphemes < 1) return ''
  const own = sourceSummary(paper, limits)
  if (own && limits.sentences === 1) return own
  const versions = scoreVersions(analyse(paper), limits.graphemes)
  return (limits.sentences === 1 ? chooseOne(versions) : chooseSeveral(versions, limits)) || (own ?? '')
}
