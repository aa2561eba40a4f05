import { Readable } from 'node:stream'
import { Agent, type Dispatcher, request } from 'undici'
import { messageOf } from '../../src/lib/errors.ts'
import type { ProxySettings } from '../../src/lib/proxy.ts'
import { withTimeLimit } from '../../src/lib/time-limit.ts'
import type { Clock } from '../../src/time/clock.ts'
import { askedWait } from '../shared/http/rate-limit.ts'
import { createProxyDispatcher } from '../shared/proxy.ts'
import { createCheckedConnect, type LookUp } from './checked-connect.ts'
import { AddressRefusedError, parseAddress, type Reachable } from './reachable.ts'

/** The outcome of one request. Reasons don't contain the address. */
export type PostAnswer =
  /** `text` is the beginning of the body, `afterMs` the wait that the receiver asks for. */
  | { kind: 'answered'; status: number; text: string; afterMs: number | undefined }
  /** Nothing was sent, because webhooks may not go there. */
  | { kind: 'refused'; reason: string }
  /** Nothing was sent, because no connection could be made. */
  | { kind: 'not connected'; reason: string }
  /** It may have arrived. */
  | { kind: 'unknown'; reason: string }

export type PostTo = (
  to: { url: string; headers: Record<string, string>; body: string },
  signal: AbortSignal,
) => Promise<PostAnswer>

/** Enough for an error message. */
const READ_BYTES = 1_000

/** The beginning of a body, as text. What the status says doesn't depend on it. */
async function beginningOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of body) {
      chunks.push(chunk)
      size += chunk.length
      if (size >= READ_BYTES) break
    }
  } catch {
    // Interrupted, or longer than the time limit.
  }
  return Buffer.concat(chunks).subarray(0, READ_BYTES).toString('utf8')
}

/** The system's code for a failed connection, such as `ECONNREFUSED`. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  return 'code' in error && typeof error.code === 'string' ? error.code : codeOf(error.cause)
}

function refusalIn(error: unknown): string | undefined {
  if (error instanceof AddressRefusedError) return error.message
  return error instanceof Error ? refusalIn(error.cause) : undefined
}

const headersOf = (headers: Dispatcher.ResponseData['headers']): Headers =>
  new Headers(
    ['retry-after', 'ratelimit', 'date'].flatMap(name => {
      const value = headers[name]
      return value === undefined ? [] : [[name, String(value)] as const]
    }),
  )

/**
 * Posts to webhooks, with one attempt each over a connection of its own, and follows no redirects.
 * @param options.timeoutMs for one request, body included
 */
export function createPostTo(options: {
  reachable: Reachable
  proxy: ProxySettings | undefined
  timeoutMs: number
  clock: Clock
  lookUp?: LookUp | undefined
}): PostTo {
  const { reachable, proxy, timeoutMs, clock, lookUp } = options

  return async ({ url, headers, body }, signal) => {
    const parsed = parseAddress(url, reachable)
    if (!parsed.ok) return { kind: 'refused', reason: `the webhook’s address ${parsed.problem}` }
    const connect = createCheckedConnect(reachable, { timeoutMs, lookUp })
    const dispatcher = proxy
      ? createProxyDispatcher(proxy, { connect })
      : new Agent({ connect, pipelining: 0, allowH2: false })
    let isSent = false
    /** Read once there is a connection to write to, the proxy's tunnel included. */
    function* contents(): Generator<Buffer> {
      isSent = true
      yield Buffer.from(body)
    }
    try {
      return await withTimeLimit(timeoutMs, signal, async limited => {
        const { statusCode, ...answer } = await request(parsed.url, {
          method: 'POST',
          headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
          body: Readable.from(contents()),
          signal: limited,
          dispatcher,
        })
        const afterMs = askedWait(headersOf(answer.headers), clock.now())
        return { kind: 'answered', status: statusCode, text: await beginningOf(answer.body), afterMs }
      })
    } catch (error) {
      const refusal = refusalIn(error)
      if (refusal !== undefined) return { kind: 'refused', reason: `the webhook’s address ${refusal}` }
      const code = codeOf(error)
      return {
        kind: isSent ? 'unknown' : 'not connected',
        reason: signal.aborted ? STOPPED : reasonOf(error, { code, isSent }),
      }
    } finally {
      await dispatcher.destroy()
    }
  }
}

const STOPPED = 'stopped while waiting for the receiver'

/** Once the message was sent, the receiver was reached, and what is missing is an answer. */
function reasonOf(error: unknown, { code, isSent }: { code: string | undefined; isSent: boolean }): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'the receiver gave no answer in time'
  const detail = code ?? messageOf(error)
  if (!isSent) return `the receiver couldn’t be reached (${detail})`
  return code === 'UND_ERR_SOCKET' || code === 'ECONNRESET'
    ? `the receiver closed the connection before it answered (${code})`
    : `the receiver’s answer isn’t HTTP (${detail})`
}
