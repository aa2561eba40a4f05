import { STATUS_CODES } from 'node:http'
import { isForceRetryError, isHTTPError, isNetworkError, isTimeoutError } from 'ky'
import { messageOf } from '../../../src/lib/errors.ts'

/** Why a request failed, to be written after the source's name: `answered 503 (Service Unavailable)`. */
export interface Failure {
  reason: string
  /** Of the response, if there was one. */
  headers?: Headers | undefined
  /** Never one of ky's own errors: they hold the request, and with it our token. */
  cause?: unknown
}

/**
 * Explains an error of a request that may succeed when it is repeated; undefined for any other error.
 * @param timeoutMs the time limit of the request
 */
export function explain(error: unknown, timeoutMs: number): Failure | undefined {
  if (isHTTPError(error)) {
    return { reason: answered(error.response.status), headers: error.response.headers }
  }
  if (isTimeoutError(error)) return { reason: `did not answer within ${durationText(timeoutMs)}` }
  // A body that can't be parsed is retried by ky's `retry()`.
  if (isForceRetryError(error)) return { reason: 'sent something that is not JSON', cause: error.cause }
  if (isNetworkError(error)) {
    const { cause } = error
    // What undici's fetch throws when a body ends early.
    const isCutOff = cause instanceof TypeError && cause.message === 'terminated'
    const reason = isCutOff
      ? 'closed the connection in the middle of its answer'
      : `couldn’t be reached (${networkReason(cause)})`
    return { reason, cause }
  }
  return undefined
}

/** `answered 503 (Service Unavailable)`. */
export function answered(status: number): string {
  const name = STATUS_CODES[status]
  return `answered ${status}${name ? ` (${name})` : ''}`
}

/** `55 s`; in minutes from two on, `5 min`. */
export const durationText = (ms: number): string =>
  ms < 120_000 ? `${Math.ceil(ms / 1000)} s` : `${Math.ceil(ms / 60_000)} min`

/** Error codes of Node, OpenSSL and undici. */
const NETWORK_REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection broke',
  UND_ERR_SOCKET: 'the connection broke',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its name could not be looked up',
  EHOSTUNREACH: 'no way leads there',
  ENETUNREACH: 'no way leads there',
  ETIMEDOUT: 'no connection in time',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted',
}

/** fetch says only "fetch failed"; the innermost cause says what happened. */
function networkReason(error: unknown): string {
  if (!(error instanceof Error)) return messageOf(error)
  if (error.cause !== undefined) return networkReason(error.cause)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return NETWORK_REASONS[code] ?? (code || error.message || error.name)
}
