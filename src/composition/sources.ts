import { setTimeout } from 'node:timers/promises'
import { createArxiv } from '../../adapters/arxiv/arxiv.ts'
import { createHuggingFace } from '../../adapters/huggingface/huggingface.ts'
import { LISTING, SOURCE } from '../../config/defaults.ts'
import type { Env } from '../../config/schema.ts'
import { createResilientLists, createResilientSource } from '../collecting/resilient-source.ts'
import type { Log } from '../ports/log.ts'
import type { OtherSource } from '../ports/paper-source.ts'
import type { RateCounters } from '../ports/rate-counters.ts'
import type { Store } from '../ports/store.ts'
import type { Clock } from '../time/clock.ts'
import { VERSION } from './process.ts'

/** Hugging Face as the settings name it. A command asks it directly; the bot, through a circuit breaker. */
export const createSource = (env: Env, { clock, log }: { clock: Clock; log: Log }) =>
  createHuggingFace({ endpoint: env.HF_ENDPOINT, token: env.HF_TOKEN, version: VERSION, clock, log })

export const wait = (ms: number, signal: AbortSignal): Promise<void> => setTimeout(ms, undefined, { signal })

/** arXiv as the settings name it: one for look-ups and listings, because both share its rate limit. */
export const createArxivSource = (
  env: Env,
  { clock, log, counters }: { clock: Clock; log: Log; counters?: RateCounters | undefined },
) =>
  createArxiv({
    endpoint: env.ARXIV_ENDPOINT,
    feed: env.ARXIV_FEED,
    categories: env.ARXIV_CATEGORIES,
    version: VERSION,
    clock,
    wait,
    counters,
    log,
  })

/** The sources of lists beside Hugging Face that are set up. */
export const otherSourcesOf = (
  env: Env,
  { arxiv }: { arxiv: ReturnType<typeof createArxivSource> },
): OtherSource[] =>
  env.ARXIV_CATEGORIES.length > 0 ? [{ of: 'arxiv', source: arxiv, everyMs: LISTING.everyMs }] : []

/** The sources of the bot, each behind a circuit breaker except for look-ups in arXiv. */
export function createSources(env: Env, { store, clock, log }: { store: Store; clock: Clock; log: Log }) {
  const counters = store.isShared ? store.rateCounters : undefined
  const arxiv = createArxivSource(env, { clock, log, counters })
  return {
    source: createResilientSource(createSource(env, { clock, log }), clock, SOURCE),
    arxiv,
    otherSources: otherSourcesOf(env, { arxiv }).map(other => ({
      ...other,
      source: createResilientLists(other.source, clock, SOURCE),
    })),
  }
}
