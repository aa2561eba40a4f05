import type { FeedStatus } from '../collecting/feed-status.ts'
import { messageOf } from '../lib/errors.ts'
import type { PaperSource } from '../ports/paper-source.ts'
import { type Finding, fault, ok, warning } from './check.ts'

const WITHIN_MS = 20_000

/**
 * What was collected last, and whether the source answers now.
 * @param options.day a day that should have a list, YYYY-MM-DD
 * @param options.variable the one that holds its address
 * @param options.papers what the source's papers are called in the first finding
 */
export async function checkSource(
  source: PaperSource,
  feed: FeedStatus,
  { day, variable, papers = 'papers' }: { day: string; variable: string; papers?: string },
): Promise<Finding[]> {
  const isWell = feed.state !== 'stalled' && feed.state !== 'failed'
  const collected = isWell ? ok(papers, feed.text) : warning(papers, feed.text)
  try {
    await source.list(day, AbortSignal.timeout(WITHIN_MS))
    return [collected, ok('source', `${source.name} answers.`)]
  } catch (error) {
    const advice = `Digests continue with the stored papers. Check the network, and ${variable} if you set it.`
    return [collected, fault('source', `${messageOf(error)}. ${advice}`)]
  }
}
