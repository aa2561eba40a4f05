import type { FakeAnswer, Fault } from '../server.ts'

/**
 * How a call goes wrong: Slack's error code, a status (429 with `retryAfter` in seconds), no answer at all (`hang`), a
 * broken connection (`reset`), or `lost`: Slack does what it was asked to, and then the connection breaks.
 */
export type SlackFault =
  | { error: string; messages?: string[] }
  | { status: number; retryAfter?: number; body?: string }
  | Fault
  | 'lost'

/** Faults that are to come, by method; `response_url` counts as one. */
export interface Faults {
  /** The next `times` calls of the method go wrong. */
  fail(method: string, fault: SlackFault, times?: number): void
  take(method: string): SlackFault | undefined
}

export function createFaults(): Faults {
  const coming: { method: string; fault: SlackFault }[] = []
  return {
    fail(method, fault, times = 1) {
      for (let count = 0; count < times; count++) coming.push({ method, fault })
    },
    take(method) {
      const index = coming.findIndex(entry => entry.method === method)
      return index < 0 ? undefined : coming.splice(index, 1)[0]?.fault
    },
  }
}

/** The answer to a call that is not even looked at. */
export function answerOf(fault: Exclude<SlackFault, 'lost'>): FakeAnswer | Fault {
  if (typeof fault === 'string') return fault
  if ('error' in fault) {
    const { error, messages } = fault
    return { body: { ok: false, error, ...(messages ? { response_metadata: { messages } } : {}) } }
  }
  const { status, retryAfter, body = '' } = fault
  return { status, body, headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) } }
}
