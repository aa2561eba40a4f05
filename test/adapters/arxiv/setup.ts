import { onTestFinished } from 'vitest'
import { createArxiv } from '../../../adapters/arxiv/arxiv.ts'
import type { ArxivFacts } from '../../fakes/arxiv/feed.ts'
import { startArxiv } from '../../fakes/arxiv/server.ts'
import { createFakeClock } from '../../fakes/clock.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { NOON } from '../huggingface/setup.ts'

export const ID = '2401.00010'
const never = new AbortController().signal

/** arXiv's look-up against the project's fake arXiv, with a clock that advances only when it waits. */
export async function arxivWith(
  papers: readonly ArxivFacts[] = [{ id: ID }],
  { timeoutMs = 5_000, onRequest = () => {} } = {},
) {
  const clock = createFakeClock(NOON)
  const waits: number[] = []
  /** When requests came, ms since noon. */
  const times: number[] = []
  const server = await startArxiv(papers, {
    onRequest() {
      times.push(clock.now() - NOON)
      onRequest()
    },
  })
  onTestFinished(server.close)
  const arxiv = createArxiv({
    endpoint: server.url,
    feed: server.url,
    categories: ['cs.AI', 'cs.CL'],
    version: '1.2.3',
    clock,
    log: silentLog,
    timeoutMs,
    async wait(ms, signal) {
      signal.throwIfAborted()
      waits.push(ms)
      clock.advance(ms)
    },
  })
  return {
    arxiv,
    server,
    clock,
    waits,
    times,
    find: (id = ID, signal = never) => arxiv.find(id, signal),
    list: (day = '2026-11-23', signal = never) => arxiv.list(day, signal),
  }
}
