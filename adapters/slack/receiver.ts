import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { HTTPModuleFunctions, HTTPReceiver, isRawBodyError } from '@slack/bolt'
import { messageOf } from '../../src/lib/errors.ts'
import type { Log } from '../../src/ports/log.ts'
import type { RefuseInput } from '../shared/refused-input.ts'
import { createSdkLogger } from './logger.ts'
import { isSlackRequest } from './payload-check.ts'

/** Where Slack sends requests in HTTP mode. */
export const EVENTS_PATH = '/slack/events'

type ReadRequest = Parameters<typeof HTTPModuleFunctions.parseHTTPRequestBody>[0]

function answer(response: ServerResponse, status: number): void {
  response.writeHead(status)
  response.end()
}

/** Whether a body that was read is a request as Slack sends them. */
function isReadable(request: ReadRequest): boolean {
  try {
    return isSlackRequest(HTTPModuleFunctions.parseHTTPRequestBody(request))
  } catch {
    return false
  }
}

/**
 * Bolt's receiver for HTTP mode, without its server, because the process has one already.
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

  /** Bolt never answers a signed body that isn't an object, so we read and check it first; Bolt uses what we read. */
  async function deliver(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let read: ReadRequest
    try {
      read = await HTTPModuleFunctions.parseAndVerifyHTTPRequest({ signingSecret }, request)
    } catch (error) {
      refuse('a request without a valid signature', { reason: messageOf(error) })
      return answer(response, isRawBodyError(error) ? (error.statusCode ?? 400) : 401)
    }
    if (isReadable(read)) return receiver.requestListener(read, response)
    refuse('a malformed request')
    answer(response, 400)
  }

  const requestListener: RequestListener = (request, response) => {
    if (URL.parse(request.url ?? '/', 'http://bot')?.pathname !== EVENTS_PATH) answer(response, 404)
    else if (!isReady()) answer(response, 503)
    else deliver(request, response).catch(() => answer(response, 400))
  }
  return { receiver, requestListener }
}
