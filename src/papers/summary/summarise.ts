import type { Paper } from '../paper.ts'
import { chooseOne } from './choose.ts'
import type { SummaryLimits } from './limits.ts'
import { read } from './reading.ts'
import { scoreVersions } from './score.ts'

export function summarise(paper: Paper, limits: SummaryLimits): string {
  return chooseOne(scoreVersions(read(paper)), limits.graphemes)
}
