import type { Verdict } from '../../src/ports/publisher.ts'
import { answered } from '../shared/http/source-failure.ts'
import type { PostAnswer } from './post.ts'

/** The receiver, or what is in front of it, is busy or not ready: asking again later may help. */
const isTemporary = (status: number): boolean => status >= 500 || status === 408 || status === 425

const isRedirect = (status: number): boolean => status >= 300 && status < 400

/** What a status means for the delivery. Anything from 200 to 299 is a success, whatever the body says. */
function statusVerdict(status: number, afterMs: number | undefined, messageId: string): Verdict {
  if (status >= 200 && status < 300) return { kind: 'sent', messageId }
  const reason = `the receiver ${answered(status)}`
  if (status === 410) {
    return {
      kind: 'dead',
      scope: 'channel',
      code: '410',
      reason: `${reason}, so it wants no more digests`,
    }
  }
  if (status === 429) return { kind: 'retry', reason, afterMs, throttled: 'channel' }
  if (isTemporary(status)) return { kind: 'retry', reason, afterMs }
  const refusedWith = `HTTP ${status}`
  if (!isRedirect(status)) return { kind: 'retry', reason, refusedWith }
  return {
    kind: 'retry',
    reason: `${reason}: it redirects, which isn’t followed. Add the webhook again with the address that it redirects to`,
    refusedWith,
  }
}

/** What an attempt means for the delivery. */
export function verdictOf(answer: PostAnswer, messageId: string): Verdict {
  switch (answer.kind) {
    case 'answered':
      return statusVerdict(answer.status, answer.afterMs, messageId)
    case 'refused':
      return { kind: 'retry', reason: answer.reason, refusedWith: 'address refused' }
    case 'not connected':
      return { kind: 'retry', reason: answer.reason }
    case 'unknown':
      return { kind: 'unknown', reason: answer.reason }
  }
}
