import { onTestFinished } from 'vitest'
import { createArxiv } from '../../adapters/arxiv/arxiv.ts'
import { createHuggingFace } from '../../adapters/huggingface/huggingface.ts'
import type { PaperLookUp } from '../../src/ports/paper-look-up.ts'
import type { PaperSource } from '../../src/ports/paper-source.ts'
import type { RemoteSearch } from '../../src/ports/remote-search.ts'
import {
  type CreateSourceHarness,
  DAY,
  QUESTION,
  type SourceHarnessOptions,
} from '../contracts/source/harness.ts'
import { startArxiv } from '../fakes/arxiv/server.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { startHuggingFace } from '../fakes/hugging-face/server.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { wireLinked } from '../fixtures/linked.ts'
import { wirePaper } from '../fixtures/papers.ts'
import { NOON } from './huggingface/setup.ts'

/** A clock that advances when a source waits, and records when requests arrived. */
function clockwork({ onRequest, meanwhile }: SourceHarnessOptions) {
  const clock = createFakeClock(NOON)
  const times: number[] = []
  return {
    clock,
    times,
    onRequest() {
      times.push(clock.now() - NOON)
      onRequest?.()
    },
    async wait(ms: number, signal: AbortSignal) {
      signal.throwIfAborted()
      clock.advance(ms)
      meanwhile?.()
      signal.throwIfAborted()
    },
  }
}

export const createHuggingFaceHarness: CreateSourceHarness<PaperSource & PaperLookUp & RemoteSearch> = async (
  options = {},
) => {
  const { papers = [], broken = [], timeoutMs = 5_000 } = options
  const { clock, times, onRequest, wait } = clockwork(options)
  const items = [
    ...papers.map(({ linked, ...paper }) => {
      const item = wirePaper({ ...paper, day: DAY })
      return { ...item, paper: { ...item.paper, ...wireLinked(linked) } }
    }),
    ...broken.map(id => ({ paper: { ...wirePaper({ id, day: DAY }).paper, title: 42 } })),
  ]
  const server = await startHuggingFace({ days: { [DAY]: items }, found: { [QUESTION]: items }, onRequest })
  onTestFinished(() => server.close())
  const source = createHuggingFace({
    endpoint: server.url,
    version: '1.2.3',
    clock,
    log: silentLog,
    timeoutMs,
    wait,
  })
  return {
    source,
    url: server.url,
    requests: server.requests,
    times,
    meets: server.faults,
    advance: clock.advance,
    close: server.close,
  }
}

export const createArxivHarness: CreateSourceHarness<PaperSource & PaperLookUp> = async (options = {}) => {
  const { papers = [], broken = [], timeoutMs = 5_000 } = options
  const { clock, times, onRequest, wait } = clockwork(options)
  const entries = papers.map(({ abstract, ...paper }) => ({
    ...paper,
    ...(abstract && { summary: abstract }),
  }))
  const server = await startArxiv(entries, { onRequest })
  server.setListing({ day: DAY, entries: papers, broken })
  onTestFinished(() => server.close())
  const source = createArxiv({
    endpoint: server.url,
    feed: server.url,
    categories: ['cs.CL'],
    version: '1.2.3',
    clock,
    log: silentLog,
    timeoutMs,
    wait,
  })
  return {
    source,
    url: server.url,
    requests: server.requests,
    times,
    meets: server.faults,
    advance: clock.advance,
    close: server.close,
  }
}
