import type { FakeAnswer, Fault } from '../server.ts'

/**
 * How a call fails: Slack's error code, a status (429 with `retryAfter` in seconds), no answer at all (`hang`), a broken
 * connection (`reset`), or `lost`: the call succeeds, but the connection breaks before the answer.
 */
export type SlackFault =
  | { error: string; messages?: string[] }
  | { status: number; retryAfter?: number; body?: string }
  | Fault
  | 'lost'

/** Planned faults by method; `response_url` counts as a method. */
export interface Faults {
  /** The next `times` calls of the method fail. @param teamId only those with a token of this workspace */
  fail(method: string, fault: SlackFault, times?: number, teamId?: string): void
  take(method: string, teamId?: string): SlackFault | undefined
}

export function createFaults(): Faults {
  const planned: { method: string; fault: SlackFault; teamId: string | undefined }[] = []
  return {
    fail(method, fault, times = 1, teamId) {
      for (let count = 0; count < times; count++) planned.push({ method, fault, teamId })
    },
    take(method, teamId) {
      const index = planned.findIndex(
        entry => entry.method === method && (entry.teamId === undefined || entry.teamId === teamId),
      )
      return index < 0 ? undefined : planned.splice(index, 1)[0]?.fault
    },
  }
}

/** The answer to a call that fails without being read. */
export function answerOf(fault: Exclude<SlackFault, 'lost'>): FakeAnswer | Fault {
  if (typeof fault === 'string') return fault
  if ('error' in fault) {
    const { error, messages } = fault
    return { body: { ok: false, error, ...(messages ? { response_metadata: { messages } } : {}) } }
  }
  const { status, retryAfter, body = '' } = fault
  return { status, body, headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) } }
}
