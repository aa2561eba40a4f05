import { currentReference, currentRequest, withRequest } from '../lib/request-context.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { Requests } from '../ports/requests.ts'

/** @param deps.now ms of a monotonic clock */
export function createRequests({
  metrics,
  newReference,
  now,
}: {
  metrics: Pick<Metrics, 'acknowledged' | 'answered'>
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
      if (request) metrics.answered(request.from, now() - request.arrivedAt)
    },
  }
}
