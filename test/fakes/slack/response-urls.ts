import { randomUUID } from 'node:crypto'
import { createRecord, type Happened } from '../record.ts'
import type { FakeAnswer, FakeRequest, Fault } from '../server.ts'
import { answerOf, type Faults } from './faults.ts'
import type { Inspector } from './inspect.ts'

/** How often a response_url can be used. */
const USES = 5

/** An answer to a command or a click, posted to its response_url. */
export interface CommandResponse {
  triggerId: string
  visibility: 'ephemeral' | 'public'
  text: string
  blocks: unknown[]
  body: Record<string, unknown>
}

export interface ResponseUrls {
  responses: Happened<CommandResponse>
  /** A new response_url for one request. */
  create(triggerId: string): string
  answer(request: FakeRequest): FakeAnswer | Fault
}

export function createResponseUrls(options: {
  faults: Faults
  inspector: Inspector
  baseUrl: () => string
  teamId: string
}): ResponseUrls {
  const { faults, inspector } = options
  const responses = createRecord<CommandResponse>()
  const open = new Map<string, { triggerId: string; left: number }>()

  return {
    responses,
    create(triggerId) {
      const path = `/commands/${options.teamId}/${randomUUID()}`
      open.set(path, { triggerId, left: USES })
      return `${options.baseUrl()}${path}`
    },
    answer(request) {
      const fault = faults.take('response_url')
      if (fault && fault !== 'lost') return answerOf(fault)
      const address = open.get(request.url.pathname)
      if (!address || address.left === 0) return { status: 404, body: { ok: false, error: 'used_url' } }
      const { args, refusal } = inspector.responseUrl(request.body)
      if (refusal) return { status: 400, body: refusal }
      address.left--
      responses.add({
        triggerId: address.triggerId,
        visibility: args.response_type === 'in_channel' ? 'public' : 'ephemeral',
        text: typeof args.text === 'string' ? args.text : '',
        blocks: Array.isArray(args.blocks) ? args.blocks : [],
        body: args,
      })
      return fault === 'lost' ? 'reset' : { body: 'ok' }
    },
  }
}
