import type { webApi } from '@slack/bolt'
import { unlessAborted, withTimeLimit } from '../../src/lib/time-limit.ts'
import type { Publisher, Verdict } from '../../src/ports/publisher.ts'
import { payloadShapeOf } from '../shared/payload-shape.ts'
import { argumentsOf, postedSchema } from './edition-message.ts'
import { codeOf, verdictOf } from './errors.ts'

/** Why nothing is sent before the start and after a stop. */
export const NOT_CONNECTED = 'not connected to Slack'

/** What is known of a post that was still on its way when its signal aborted: the SDK can't break off a call. */
function abortedVerdict(reason: unknown): Verdict {
  const isLate = reason instanceof Error && reason.name === 'TimeoutError'
  return {
    kind: 'unknown',
    reason: isLate ? 'Slack: no answer in time' : 'stopped while waiting for Slack',
  }
}

/**
 * Makes one attempt per post; the outbox decides about retries.
 * @param options.client must not retry by itself
 * @param options.timeoutMs for one attempt, including the wait in the client's own queue
 * @param options.onRefusal gets the code with which Slack refuses a message
 */
export function createPublish(options: {
  client: webApi.WebClient
  timeoutMs: number
  onRefusal?: ((code: string) => void) | undefined
}): Publisher['publish'] {
  async function send(message: Record<string, unknown>): Promise<Verdict> {
    try {
      const answer = await options.client.apiCall('chat.postMessage', message)
      return { kind: 'sent', messageId: postedSchema.parse(answer).ts }
    } catch (error) {
      const code = codeOf(error)
      if (code) options.onRefusal?.(code)
      const verdict = verdictOf(error)
      const isFaulty = verdict.kind === 'dead' && verdict.scope === 'message'
      return isFaulty ? { ...verdict, payloadShape: payloadShapeOf(message) } : verdict
    }
  }

  return async (post, signal) => {
    if (signal.aborted) return { kind: 'retry', reason: NOT_CONNECTED }
    return withTimeLimit(options.timeoutMs, signal, limited =>
      unlessAborted(send(argumentsOf(post)), limited).catch(error => {
        if (limited.aborted) return abortedVerdict(limited.reason)
        throw error
      }),
    )
  }
}
