import { createBoundedMap } from '../lib/bounded-map.ts'
import { messageOf } from '../lib/errors.ts'
import { createSharedWork } from '../lib/shared-work.ts'
import { within } from '../lib/time-limit.ts'
import type { LinkedRepos } from '../papers/paper.ts'
import type { Log } from '../ports/log.ts'
import type { PaperLookUp } from '../ports/paper-look-up.ts'
import type { Clock } from '../time/clock.ts'

/** How long a person waits for the counts, ms; they come with the next answer then. */
const WAIT_MS = 1_000
/** Timeout of the source, ms. */
const DEADLINE_MS = 8_000
/** Answers cached, and for how long, ms. */
const MAX_CACHED = 500
const CACHE_MS = 10 * 60_000
/** Wait before the source is asked again after a failure, ms. */
const RETRY_MS = 60_000

/** What a source says about a paper only if it is asked for that single paper. */
export interface CurrentPaper {
  linked?: LinkedRepos | undefined
  withdrawn?: boolean | undefined
}

/** Takes a question from budgets. Both return 0, or how long to wait, ms. */
export interface Question {
  /** From this process's budgets. */
  take(): number
  /** From the budgets of all processes together. */
  takeEverywhere(): Promise<number>
}

/**
 * Asks a source how many models, datasets and Spaces cite a stored paper.
 * @returns a function that resolves to undefined where there is no answer, or none soon
 */
export function createLinkedRepos(deps: { source: PaperLookUp | undefined; clock: Clock; log: Log }) {
  const { source, clock, log } = deps
  const cache = createBoundedMap<string, CurrentPaper>(MAX_CACHED, { afterMs: CACHE_MS, now: clock.now })
  const asking = createSharedWork<CurrentPaper | undefined>()
  const failed = createBoundedMap<'lately', true>(1, { afterMs: RETRY_MS, now: clock.now })

  async function ask(
    { find }: PaperLookUp,
    id: string,
    question: Question,
  ): Promise<CurrentPaper | undefined> {
    try {
      if ((await question.takeEverywhere()) > 0) return undefined
      const found = await find(id, AbortSignal.timeout(DEADLINE_MS))
      const current = { linked: found?.linked, withdrawn: found?.paper.withdrawn }
      cache.set(id, current)
      return current
    } catch (error) {
      failed.set('lately', true)
      log.debug({ paper: id, reason: messageOf(error) }, 'could not look up what cites a paper')
      return undefined
    }
  }

  return async (id: string, question: Question): Promise<CurrentPaper | undefined> => {
    if (!source) return undefined
    const known = cache.get(id)
    if (known) return known
    const running = asking.running(id)
    if (running) return within(running, WAIT_MS)
    if (failed.has('lately') || question.take() > 0) return undefined
    return within(
      asking.start(id, () => ask(source, id, question)),
      WAIT_MS,
    )
  }
}
