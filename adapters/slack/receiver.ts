import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { messageOf } from '../../src/lib/errors.ts'
import type { Log } from '../../src/ports/log.ts'
import { declaredSize } from '../shared/http/read-body.ts'
import { answerAndClose, createSignedRequests } from '../shared/http/signed-requests.ts'
import type { RefuseInput } from '../shared/refused-input.ts'
import {
  BODY_LIMITS,
  MAX_BODY_BYTES,
  MAX_UNSIGNED_BYTES,
  REFUSALS_PER_ADDRESS,
  SIGNATURE_AGE_MS,
} from './limits.ts'
import { createSdkLogger } from './logger.ts'
import { isSlackRequest } from './payload-check.ts'
import { HTTPModuleFunctions, HTTPReceiver, isRawBodyError } from './sdk.ts'

/** Where Slack sends requests in HTTP mode. */
export const EVENTS_PATH = '/slack/events'

type ReadRequest = Parameters<typeof HTTPModuleFunctions.parseHTTPRequestBody>[0]

/** Whether a body that was read is a request as Slack sends them. */
function isReadable(request: ReadRequest): boolean {
  try {
    return isSlackRequest(HTTPModuleFunctions.parseHTTPRequestBody(request))
  } catch {
    return false
  }
}

/**
 * How large a body may be by its signature's headers, bytes; 0 if it can't be Slack's. The signature itself is checked once the
 * body is read. Without a signature there is only Slack's check of the certificate, which is small.
 */
function maxBytesOf(request: IncomingMessage, now: number): number {
  const { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature } = request.headers
  if (timestamp === undefined && signature === undefined) {
    return declaredSize(request) > 0 ? MAX_UNSIGNED_BYTES : 0
  }
  const isFresh = Math.abs(now - Number(timestamp) * 1000) <= SIGNATURE_AGE_MS
  return isFresh && /^v0=[\da-f]{64}$/.test(String(signature)) ? MAX_BODY_BYTES : 0
}

/**
 * Bolt's receiver for HTTP mode, without its server, because the process has one already, and with limits for what it reads: Bolt
 * itself would read up to 4 MB of any request.
 * @param options.isReady if false, requests are answered with 503
 */
export function createHttpReceiver(options: {
  signingSecret: string
  log: Log
  isReady: () => boolean
  refuse: RefuseInput
}) {
  const { signingSecret, log, isReady, refuse } = options
  const receiver = new HTTPReceiver({ signingSecret, endpoints: [EVENTS_PATH], logger: createSdkLogger(log) })
  const receive = createSignedRequests({
    platform: 'Slack',
    limits: BODY_LIMITS,
    refusalsPerAddress: REFUSALS_PER_ADDRESS,
    isReady,
    maxBytesOf: request => maxBytesOf(request, Date.now()),
    log,
  })

  /** Bolt never answers a signed body that isn't an object, so we check it first. @returns the status to refuse it with, if so */
  async function deliver(request: IncomingMessage, response: ServerResponse): Promise<number | undefined> {
    let read: ReadRequest
    try {
      read = await HTTPModuleFunctions.parseAndVerifyHTTPRequest({ signingSecret }, request)
    } catch (error) {
      refuse('a request without a valid signature', { reason: messageOf(error) })
      return isRawBodyError(error) ? (error.statusCode ?? 400) : 401
    }
    if (isReadable(read)) return void (await receiver.requestListener(read, response))
    refuse('a malformed request')
    return 400
  }

  const listen = receive(async (request, response, rawBody) => {
    // Bolt takes a body that was read already from `rawBody`.
    const withBody: { rawBody?: Buffer | undefined } = Object.assign(request, { rawBody })
    const status = await deliver(request, response)
    if (status !== undefined) withBody.rawBody = undefined
    return status
  })

  const requestListener: RequestListener = (request, response) => {
    if (request.url?.replace(/\?.*/s, '') === EVENTS_PATH) listen(request, response)
    else answerAndClose(response, 404)
  }
  return { receiver, requestListener }
}
