import type { FakeAnswer, Fault } from '../server.ts'

/** The operations of the API, under short names. */
export const OPERATIONS = {
  gateway: /^GET \/gateway\/bot$/,
  listCommands: /^GET \/applications\/\d+(\/guilds\/\d+)?\/commands$/,
  putCommands: /^PUT \/applications\/\d+(\/guilds\/\d+)?\/commands$/,
  application: /^GET \/applications\/@me$/,
  channel: /^GET \/channels\/(\d+)$/,
  guild: /^GET \/guilds\/(\d+)$/,
  member: /^GET \/guilds\/(\d+)\/members\/(\d+)$/,
  me: /^GET \/users\/@me$/,
  openDirect: /^POST \/users\/@me\/channels$/,
  postMessage: /^POST \/channels\/(\d+)\/messages$/,
  listMessages: /^GET \/channels\/(\d+)\/messages$/,
  getMessage: /^GET \/channels\/(\d+)\/messages\/(\d+)$/,
  startPost: /^POST \/channels\/(\d+)\/threads$/,
  activeThreads: /^GET \/guilds\/(\d+)\/threads\/active$/,
  archivedThreads: /^GET \/channels\/(\d+)\/threads\/archived\/public$/,
  crosspost: /^POST \/channels\/(\d+)\/messages\/(\d+)\/crosspost$/,
  startThread: /^POST \/channels\/(\d+)\/messages\/(\d+)\/threads$/,
  callback: /^POST \/interactions\/(\d+)\/([^/]+)\/callback$/,
  editOriginal: /^PATCH \/webhooks\/\d+\/([^/]+)\/messages\/@original$/,
  deleteOriginal: /^DELETE \/webhooks\/\d+\/([^/]+)\/messages\/@original$/,
  followUp: /^POST \/webhooks\/\d+\/([^/]+)$/,
} as const
export type Operation = keyof typeof OPERATIONS

/**
 * How a request fails: a status with Discord's error code (429 with `retryAfter` in seconds), no answer at all (`hang`), a broken
 * connection (`reset`), or `lost`: Discord does the work, then the connection breaks. With `headers` alone the request
 * succeeds and the answer has these headers, such as `x-ratelimit-remaining`.
 */
export type DiscordFault =
  | { status: number; code?: number; message?: string; retryAfter?: number; global?: boolean; body?: string }
  | { headers: Record<string, string> }
  | Fault
  | 'lost'

/** Faults of coming requests, by operation. */
export interface Faults {
  /** The next `times` requests of this kind fail. */
  fail(operation: Operation, fault: DiscordFault, times?: number): void
  take(operation: Operation | undefined): DiscordFault | undefined
}

export function createFaults(): Faults {
  const coming: { operation: Operation; fault: DiscordFault }[] = []
  return {
    fail(operation, fault, times = 1) {
      for (let count = 0; count < times; count++) coming.push({ operation, fault })
    },
    take(operation) {
      const index = coming.findIndex(entry => entry.operation === operation)
      return index < 0 ? undefined : coming.splice(index, 1)[0]?.fault
    },
  }
}

/** An error as Discord's API answers it. */
export const apiError = (status: number, code: number, message: string): FakeAnswer => ({
  status,
  body: { message, code },
})

/** The answer instead of doing the work; undefined when the fault lets Discord do it. */
export function answerWithFault(fault: DiscordFault | undefined): FakeAnswer | Fault | undefined {
  if (fault === undefined || fault === 'lost' || (typeof fault === 'object' && 'headers' in fault))
    return undefined
  if (typeof fault === 'string') return fault
  const { status, code = 0, message = 'Made up', retryAfter, global = false, body } = fault
  if (status !== 429) return body === undefined ? apiError(status, code, message) : { status, body }
  const wait = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }
  const scope = global ? { 'x-ratelimit-global': 'true' } : {}
  return {
    status,
    headers: { ...wait, ...scope, 'x-ratelimit-scope': global ? 'global' : 'user' },
    body: { message: 'You are being rate limited.', retry_after: retryAfter ?? 0, global },
  }
}
