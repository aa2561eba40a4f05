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
 * Bolt's receiver for HTTP mode, without a server of its own: the process has one already.
 * @param options.isOpen whether requests are taken; else the answer is 503
 */
export function createHttpReceiver(options: { signingSecret: string; log: Log; isOpen: () => boolean }) {
  const { signingSecret, log, isOpen } = options
  const receiver = new HTTPReceiver({ signingSecret, endpoints: [EVENTS_PATH], logger: createSdkLogger(log) })

  /** Bolt throws for what isn't for it. */
  const requestListener: RequestListener = (request, response) => {
    try {
      if (isOpen()) receiver.requestListener(request, response)
      else refuse(response, 503)
    } catch {
      refuse(response, 404)
    }
  }
  return { receiver, requestListener }
}
