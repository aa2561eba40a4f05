import type { FeedStatus } from '../collecting/feed-status.ts'
import { messageOf } from '../lib/errors.ts'
import type { PaperSource } from '../ports/paper-source.ts'
import { type Finding, fault, ok, warning } from './check.ts'

const WITHIN_MS = 20_000

/**
 * What was collected last, and whether the source answers now.
 * @param feed undefined where the database doesn't say
 * @param options.day a day that should have a list, YYYY-MM-DD
 * @param options.variable the one that holds its address
 * @param options.papers what the source's papers are called in the first finding
 */
export async function checkSource(
  source: PaperSource,
  feed: FeedStatus | undefined,
  { day, variable, papers = 'papers' }: { day: string; variable: string; papers?: string },
): Promise<Finding[]> {
  const collected = feed ? [collectedFinding(papers, feed)] : []
  const signal = AbortSignal.timeout(WITHIN_MS)
  try {
    await source.list(day, signal)
    return [...collected, ok('source', `${source.name} answers.`)]
  } catch (error) {
    const advice = `Digests continue with the stored papers. Check the network, and ${variable} if you set it.`
    const problem = signal.aborted
      ? `${source.name} didn’t answer in ${WITHIN_MS / 1000} s`
      : messageOf(error)
    return [...collected, fault('source', `${problem}. ${advice}`)]
  }
}

function collectedFinding(papers: string, { state, text }: FeedStatus): Finding {
  return state === 'stalled' || state === 'failed' ? warning(papers, text) : ok(papers, text)
}
