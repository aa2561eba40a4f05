import { type Backoff, backoff } from '../lib/backoff.ts'
import { messageOf } from '../lib/errors.ts'
import type { Log } from '../ports/log.ts'
import type { Publisher } from '../ports/publisher.ts'
import type { Suspensions } from '../ports/suspensions.ts'
import type { Clock } from '../time/clock.ts'

/** How long a platform may take to say whether it accepts the token, ms. */
const WITHIN_MS = 10_000

/**
 * Ends the suspensions of platforms that accept our token again. If a suspension comes back, or the token is still rejected, the
 * next try waits longer, until a restart.
 */
export function createEndSuspensions(deps: {
  suspensions: Suspensions
  clock: Clock
  log: Log
  settings: Backoff
}) {
  const { suspensions, clock, log, settings } = deps
  const tries = new Map<string, { count: number; nextAt: number }>()

  async function works({ checkToken }: Publisher, scope: string): Promise<boolean> {
    try {
      return (await checkToken?.(AbortSignal.timeout(WITHIN_MS), scope)) ?? true
    } catch (error) {
      log.warn({ error: messageOf(error) }, 'could not check a token')
      return false
    }
  }

  return async (publishers: readonly Publisher[]): Promise<void> => {
    for (const { scope } of await suspensions.all()) {
      const publisher = publishers.find(({ platform }) => scope.startsWith(`${platform}:`))
      const { count, nextAt } = tries.get(scope) ?? { count: 0, nextAt: 0 }
      const waitMs = nextAt - clock.now()
      // A wait that is longer than the maximum was recorded before the clock was set back.
      if (!publisher || (waitMs > 0 && waitMs <= settings.maxBackoffMs)) continue
      tries.set(scope, { count: count + 1, nextAt: clock.now() + backoff(count + 1, settings, 0.5) })
      if (!(await works(publisher, scope))) continue
      await suspensions.lift(scope)
      log.info({ scope }, 'posting again because the token is valid again')
    }
  }
}
