import { currentReference, currentRequest, withRequest } from '../lib/request-context.ts'
import type { Log } from '../ports/log.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { Requests } from '../ports/requests.ts'

/** @param deps.now ms of a monotonic clock */
export function createRequests({
  metrics,
  log,
  newReference,
  now,
}: {
  metrics: Pick<Metrics, 'acknowledged' | 'answered'>
  log: Log
  newReference: () => string
  now: () => number
}): Requests {
  return {
    handle(from, work) {
      // A platform's request over HTTP is one of the web server's first, and stays the same.
      const reference = currentReference() ?? newReference()
      return withRequest({ reference, from, arrivedAt: now(), isAcknowledged: false, isOver: false }, work)
    },
    acknowledged() {
      const request = currentRequest()
      if (!request || request.isAcknowledged) return
      request.isAcknowledged = true
      metrics.acknowledged(request.from, now() - request.arrivedAt)
    },
    answered() {
      const request = currentRequest()
      if (!request) return
      const ms = now() - request.arrivedAt
      metrics.answered(request.from, ms)
      log.debug({ from: request.from, ms: Math.round(ms) }, 'answered')
    },
  }
}
