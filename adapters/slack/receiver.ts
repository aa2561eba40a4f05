import type { RequestListener, ServerResponse } from 'node:http'
import { HTTPReceiver } from '@slack/bolt'
import type { Log } from '../../src/ports/log.ts'
import { createSdkLogger } from './logger.ts'

/** Where Slack sends requests in HTTP mode. */
export const EVENTS_PATH = '/slack/events'

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status)
  response.end()
}

/**
 * Bolt's receiver for HTTP mode, without its server, because the process has one already.
 * @param options.isReady if false, requests are answered with 503
 */
export function createHttpReceiver(options: { signingSecret: string; log: Log; isReady: () => boolean }) {
  const { signingSecret, log, isReady } = options
  const receiver = new HTTPReceiver({ signingSecret, endpoints: [EVENTS_PATH], logger: createSdkLogger(log) })

  /** Bolt throws on requests to other paths. */
  const requestListener: RequestListener = (request, response) => {
    try {
      if (isReady()) receiver.requestListener(request, response)
      else refuse(response, 503)
    } catch {
      refuse(response, 404)
    }
  }
  return { receiver, requestListener }
}
