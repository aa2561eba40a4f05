import { readItems } from '../../adapters/huggingface/paper.ts'
import type { Paper } from '../../src/papers/paper.ts'
import { recordedDays, recordedItems } from '../fixtures/recorded-days.ts'

/** A paper with a summary from its source. */
export interface Summarised {
  paper: Paper
  reference: string
  /** Whether the weights may be fitted on it: every other week is for fitting, the others are for testing. */
  isForFitting: boolean
}

const DAY_MS = 24 * 3_600_000

/** The number of a week (Monday to Sunday) since 1970; 1 January 1970 was a Thursday. */
const weekOf = (day: string): number => Math.floor((Date.parse(day) / DAY_MS + 3) / 7)

/** Every recorded paper that has a summary from its source, once; empty if the recordings are missing. */
export function summarisedPapers(): Summarised[] {
  const papers = new Map<string, Summarised>()
  for (const day of recordedDays()) {
    for (const { paper } of readItems(recordedItems(day), day).papers) {
      const { summary } = paper
      if (!summary || papers.has(paper.id)) continue
      papers.set(paper.id, { paper, reference: summary, isForFitting: weekOf(day) % 2 === 0 })
    }
  }
  return [...papers.values()]
}
