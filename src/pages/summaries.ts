import { SUMMARY_LIMITS } from '../digests/summary-limits.ts'
import { createBoundedMap } from '../lib/bounded-map.ts'
import type { Paper } from '../papers/paper.ts'
import { summarise } from '../papers/summary/summarise.ts'
import type { Clock } from '../time/clock.ts'

/** One sentence about a paper. */
export type Summary = (paper: Paper) => string

/** The lists of a few days; each sentence has up to 200 characters. */
const MAX_REMEMBERED = 5_000
/** Texts of papers hardly ever change once they are listed, ms. */
const REMEMBERED_MS = 3_600_000

/** Caches summaries: writing those of a page of fifty papers takes longer than the rest of the page. */
export function createSummaries(clock: Clock): Summary {
  const remembered = createBoundedMap<string, string>(MAX_REMEMBERED, {
    afterMs: REMEMBERED_MS,
    now: clock.now,
  })
  return paper => {
    const known = remembered.get(paper.id)
    if (known !== undefined) return known
    const summary = summarise(paper, SUMMARY_LIMITS.compact)
    remembered.set(paper.id, summary)
    return summary
  }
}
