import type { Papers, PreparedPaper } from '../ports/papers.ts'
import type { Clock } from '../time/clock.ts'

/** A line of an import file, numbered from 1. */
export type FileLine = { kind: 'paper'; paper: PreparedPaper } | { kind: 'bad'; line: number; reason: string }

export interface Imported {
  /** Valid lines, papers that are new, and known ones that were completed. */
  papers: number
  added: number
  completed: number
  bad: number
  /** The first bad lines. */
  examples: { line: number; reason: string }[]
  stopped: boolean
}

/** Bad lines named in the result; all are counted. */
const MAX_EXAMPLES = 5

/** Papers per transaction; nothing else runs during one. */
const BATCH = 100

/**
 * Stores the papers of a file. Also resolves when the signal aborts, with what was done until then. Errors of the file are
 * thrown by its reader.
 */
export async function importPapers(
  lines: AsyncIterable<readonly FileLine[]>,
  deps: { papers: Papers; clock: Clock; signal: AbortSignal; onProgress?: (papers: number) => void },
): Promise<Imported> {
  const { papers, clock, signal, onProgress } = deps
  const at = clock.now()
  const report: Imported = { papers: 0, added: 0, completed: 0, bad: 0, examples: [], stopped: false }
  let batch: PreparedPaper[] = []

  async function flush(): Promise<void> {
    const { added, completed } = await papers.addUnlisted(batch, at)
    report.papers += batch.length
    report.added += added
    report.completed += completed
    batch = []
    onProgress?.(report.papers)
  }

  function addBad(line: number, reason: string): void {
    report.bad++
    if (report.examples.length < MAX_EXAMPLES) report.examples.push({ line, reason })
  }

  for await (const some of lines) {
    for (const line of some) {
      if (line.kind === 'bad') addBad(line.line, line.reason)
      else batch.push(line.paper)
      if (batch.length >= BATCH) await flush()
    }
    if (signal.aborted) break
  }
  await flush()
  report.stopped = signal.aborted
  return report
}
