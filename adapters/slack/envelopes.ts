import { z } from 'zod'
import type { RefuseInput } from '../shared/refused-input.ts'

/** Characters of one message on the socket; Slack's own have some tens of thousands. */
const MAX_MESSAGE = 1_000_000

/** The kinds of messages on the socket, with the parts that the SDK reads without a look at their types. */
const messageSchema = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal(['hello', 'disconnect']) }),
  z.looseObject({
    type: z.literal(['slash_commands', 'interactive']),
    envelope_id: z.string(),
    payload: z.looseObject({}),
  }),
  z.looseObject({
    type: z.literal('events_api'),
    envelope_id: z.string(),
    payload: z.looseObject({ event: z.looseObject({ type: z.string() }) }),
  }),
])

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Whether the SDK may read a message of the socket; what it may not is refused.
 * @param isReserved whether the SDK listens to an event of this name itself; it emits each event under its type
 */
export function createMessageCheck(refuse: RefuseInput, isReserved: (type: string) => boolean) {
  return (data: unknown, isBinary: unknown): boolean => {
    if (isBinary !== false || typeof data !== 'string') refuse('a binary message')
    else if (data.length > MAX_MESSAGE) refuse('a message that is too long')
    else {
      const { data: message } = messageSchema.safeParse(parse(data))
      const eventType = message?.type === 'events_api' ? message.payload.event.type : undefined
      if (message && (eventType === undefined || !isReserved(eventType))) return true
      refuse('a malformed message')
    }
    return false
  }
}
