import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { HTTPReceiver } from '@slack/bolt'
import { messageOf } from '../../src/lib/errors.ts'
import type { Log } from '../../src/ports/log.ts'
import { createBodyReader, declaredSize, type ReadBody } from '../shared/http/read-body.ts'
import { MAX_BODY_BYTES, MAX_BODY_BYTES_IN_ALL, MAX_UNSIGNED_BYTES, SIGNATURE_AGE_MS } from './limits.ts'
import { createSdkLogger } from './logger.ts'

/** Where Slack sends requests in HTTP mode. */
export const EVENTS_PATH = '/slack/events'

/** Answers without having read the whole body, and closes the connection so that the rest isn't read. */
function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: 'close' })
  response.end()
}

const STATUS = { 'too large': 413, dropped: 503, 'broken off': 400 } as const satisfies Record<
  Exclude<ReadBody['kind'], 'read'>,
  number
>

/**
 * How large a body may be by its signature's headers, bytes; 0 where it can't be Slack's. Bolt checks the signature itself once the
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
export function createHttpReceiver(options: { signingSecret: string; log: Log; isReady: () => boolean }) {
  const { signingSecret, log, isReady } = options
  const receiver = new HTTPReceiver({ signingSecret, endpoints: [EVENTS_PATH], logger: createSdkLogger(log) })
  const bodies = createBodyReader(MAX_BODY_BYTES_IN_ALL)

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url?.replace(/\?.*/s, '') !== EVENTS_PATH) return refuse(response, 404)
    if (!isReady()) return refuse(response, 503)
    const maxBytes = maxBytesOf(request, Date.now())
    if (maxBytes === 0) return refuse(response, 401)
    const read = await bodies.read(request, maxBytes)
    if (read.kind !== 'read') return refuse(response, STATUS[read.kind])
    // Bolt takes a body that was read already from here.
    receiver.requestListener(Object.assign(request, { rawBody: read.body }), response)
  }

  const requestListener: RequestListener = (request, response) => {
    receive(request, response).catch(error => {
      log.error({ error: messageOf(error) }, 'could not receive a request from Slack')
      if (response.headersSent) response.destroy()
      else refuse(response, 500)
    })
  }
  return { receiver, requestListener }
}
