import type { App } from '@slack/bolt'
import { ZodError } from 'zod'
import type { RefuseInput } from '../shared/refused-input.ts'
import { reasonOf } from './errors.ts'
import type { Identity } from './identity.ts'
import { isForWorkspace, isSlackRequest } from './payload-check.ts'

/** Whether a listener could not read its request; Bolt wraps what listeners throw. */
export function isMalformed(error: unknown): boolean {
  if (error instanceof ZodError || error instanceof SyntaxError) return true
  if (!(error instanceof Error)) return false
  return 'original' in error && isMalformed(error.original)
}

/**
 * Lets only requests of our own workspace reach the listeners, and acknowledges what no listener did, because Slack would wait
 * and repeat it.
 */
export function guardRequests(
  app: App,
  { identity, refuse }: { identity: () => Identity | undefined; refuse: RefuseInput },
): void {
  const processEvent = app.processEvent.bind(app)

  function isRefused(body: unknown): boolean {
    const us = identity()
    if (!isSlackRequest(body)) refuse('a malformed request')
    else if (!us || !isForWorkspace(body, us)) refuse("a request of another workspace than the token's")
    else return false
    return true
  }

  app.processEvent = async event => {
    if (isRefused(event.body)) return event.ack()
    let isAcknowledged = false
    const ack: typeof event.ack = async response => {
      isAcknowledged = true
      await event.ack(response)
    }
    try {
      await processEvent({ ...event, ack })
    } catch (error) {
      refuse('a request that Bolt could not read', { reason: reasonOf(error) })
    }
    if (!isAcknowledged) await event.ack()
  }
}
