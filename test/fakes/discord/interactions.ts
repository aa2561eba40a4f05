import { z } from 'zod'
import { createRecord, type Happened } from '../record.ts'
import type { FakeAnswer } from '../server.ts'
import { textIn } from './contents.ts'
import { apiError } from './faults.ts'
import { messageJson, messageSchema } from './messages.ts'
import { newId, type World } from './world.ts'

/** One response of the bot to an interaction: an answer, or "is thinking …" before it. */
export interface Act {
  interactionId: string
  kind: 'reply' | 'defer' | 'edit' | 'delete' | 'follow-up' | 'update' | 'defer-update' | 'modal' | 'suggest'
  /** Who sees it. */
  visibility: 'ephemeral' | 'public'
  components: unknown[]
  /** The contents of all its text displays, joined by newlines. */
  text: string
  body: Record<string, unknown>
}

interface State {
  id: string
  channelId: string
  /** The original response; `thinking` is a deferred one. */
  original: 'none' | 'thinking' | 'shown' | 'deleted'
  visibility: Act['visibility']
}

export interface Interactions {
  acts: Happened<Act>
  /**
   * Opens an interaction for responses. @returns its token
   * @param on the visibility of the message with the clicked component, if any
   */
  open(id: string, channelId: string, on?: Act['visibility']): string
  callback(id: string, token: string, body: unknown): FakeAnswer
  editOriginal(token: string, body: unknown): FakeAnswer
  deleteOriginal(token: string): FakeAnswer
  followUp(token: string, body: unknown): FakeAnswer
}

const EPHEMERAL = 1 << 6
const COMPONENTS_V2 = 1 << 15
const ACTION_ROW = 1
/** Discord's interaction callback types. */
const KINDS: Readonly<Record<number, Act['kind']>> = {
  4: 'reply',
  5: 'defer',
  6: 'defer-update',
  7: 'update',
  8: 'suggest',
  9: 'modal',
}
const NO_CONTENT: FakeAnswer = { status: 204, headers: { 'content-type': 'text/html; charset=utf-8' } }

const callbackSchema = z.looseObject({
  type: z.number(),
  data: messageSchema.prefault({}),
})

export function createInteractions(world: World): Interactions {
  const acts = createRecord<Act>()
  const states = new Map<string, State>()

  function record(state: State, kind: Act['kind'], body: z.infer<typeof messageSchema>): void {
    const { components } = body
    const text = textIn(components)
    acts.add({ interactionId: state.id, kind, visibility: state.visibility, components, text, body })
  }

  const visibilityOf = ({ flags }: { flags: number }): Act['visibility'] =>
    flags & EPHEMERAL ? 'ephemeral' : 'public'

  const shownMessage = (state: State, body: z.infer<typeof messageSchema>): FakeAnswer => ({
    body: messageJson(world, { id: newId(), channelId: state.channelId, components: body.components }),
  })

  const unknown = apiError(404, 10015, 'Unknown Webhook')

  /** Discord may take the flag from the message that is edited; a server that only reads the request rejects it. */
  function isIncomplete({ components, flags }: z.infer<typeof messageSchema>): boolean {
    const isRow = (component: unknown): boolean =>
      z.looseObject({ type: z.literal(ACTION_ROW) }).safeParse(component).success
    return !(flags & COMPONENTS_V2) && !components.every(isRow)
  }
  const incomplete = apiError(400, 50035, 'Invalid Form Body: components without IS_COMPONENTS_V2')

  return {
    acts,
    open(id, channelId, on = 'public') {
      const token = `made-up-interaction-token-${id}`
      states.set(token, { id, channelId, original: 'none', visibility: on })
      return token
    },
    callback(id, token, rawBody) {
      const state = states.get(token)
      if (state?.id !== id) return apiError(404, 10062, 'Unknown interaction')
      if (state.original !== 'none') {
        return apiError(400, 40060, 'Interaction has already been acknowledged.')
      }
      const { type, data } = callbackSchema.parse(rawBody)
      const kind = KINDS[type]
      if (!kind) return apiError(400, 50035, 'Invalid Form Body')
      if (isIncomplete(data) && kind !== 'modal') return incomplete
      if (kind === 'reply' || kind === 'defer') state.visibility = visibilityOf(data)
      state.original = kind === 'defer' ? 'thinking' : 'shown'
      record(state, kind, data)
      return NO_CONTENT
    },
    editOriginal(token, rawBody) {
      const state = states.get(token)
      if (!state || state.original === 'none') return unknown
      if (state.original === 'deleted') return apiError(404, 10008, 'Unknown Message')
      const body = messageSchema.parse(rawBody)
      if (isIncomplete(body)) return incomplete
      state.original = 'shown'
      record(state, 'edit', body)
      return shownMessage(state, body)
    },
    deleteOriginal(token) {
      const state = states.get(token)
      if (!state || state.original === 'none') return unknown
      if (state.original === 'deleted') return apiError(404, 10008, 'Unknown Message')
      state.original = 'deleted'
      record(state, 'delete', messageSchema.parse({}))
      return NO_CONTENT
    },
    /** After a deferred reply the first follow-up replaces "is thinking …" and has its visibility. */
    followUp(token, rawBody) {
      const state = states.get(token)
      if (!state || state.original === 'none') return unknown
      const body = messageSchema.parse(rawBody)
      if (isIncomplete(body)) return incomplete
      if (state.original === 'thinking') state.original = 'shown'
      else state.visibility = visibilityOf(body)
      record(state, 'follow-up', body)
      return shownMessage(state, body)
    },
  }
}
