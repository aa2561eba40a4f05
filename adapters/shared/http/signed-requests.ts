import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Rate } from '../../../src/lib/allowance.ts'
import { messageOf } from '../../../src/lib/errors.ts'
import type { Log } from '../../../src/ports/log.ts'
import { createHoldBack } from './hold-back.ts'
import { type BodyLimits, createBodyReader, type ReadBody } from './read-body.ts'

/** Answers without having read the whole body, and closes the connection so that the rest isn't read. */
export function answerAndClose(response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: 'close' })
  response.end()
}

const STATUS = { 'too large': 413, dropped: 503, aborted: 400 } as const satisfies Record<
  Exclude<ReadBody['kind'], 'read'>,
  number
>

/**
 * Takes the requests that a platform signs: looks at their headers before it reads a body, and holds back whoever is refused often.
 * @param options.isReady if false, requests are answered with 503
 * @param options.maxBytesOf how large a body may be by the headers of its signature, bytes; 0 if it can't be the platform's
 * @param options.holdBackMs how long refusals beyond the allowance of an address are held back
 */
export function createSignedRequests(options: {
  platform: string
  limits: BodyLimits
  refusalsPerAddress: Rate
  holdBackMs?: number | undefined
  isReady: () => boolean
  maxBytesOf: (request: IncomingMessage) => number
  log: Log
}) {
  const { platform, isReady, maxBytesOf, log } = options
  const bodies = createBodyReader(options.limits)
  const now = (): number => performance.now()
  const holdBack = createHoldBack(options.refusalsPerAddress, now, undefined, options.holdBackMs)

  type Status = number | undefined
  /** Passes a body on, whose signature is still to be checked. Resolves with the status to refuse the request with, if it is refused. */
  type Deliver = (request: IncomingMessage, response: ServerResponse, body: Buffer) => Promise<Status>

  /** Nothing here may keep the body once it is refused: hundreds are held back at a time. */
  async function handle(
    request: IncomingMessage,
    response: ServerResponse,
    deliver: Deliver,
  ): Promise<Status> {
    if (!isReady()) return void answerAndClose(response, 503)
    const maxBytes = maxBytesOf(request)
    if (maxBytes === 0) return 401
    const read = await bodies.read(request, maxBytes)
    return read.kind === 'read' ? deliver(request, response, read.body) : STATUS[read.kind]
  }

  /** A listener that passes on each body, and answers all other requests. */
  return (deliver: Deliver): RequestListener =>
    async (request, response) => {
      try {
        const status = await handle(request, response, deliver)
        // Whoever has left needs no answer.
        if (status === undefined || request.socket.destroyed) return
        await holdBack(request)
        answerAndClose(response, status)
      } catch (error) {
        log.error({ error: messageOf(error) }, `could not receive a request from ${platform}`)
        if (response.headersSent) response.destroy()
        else answerAndClose(response, 500)
      }
    }
}
