import type { App, ReceiverEvent } from '@slack/bolt'
import { ZodError } from 'zod'
import { messageOf } from '../../src/lib/errors.ts'
import type { Requests } from '../../src/ports/requests.ts'
import type { RefuseInput } from '../shared/refused-input.ts'
import { reasonOf } from './errors.ts'
import { isSlackRequest } from './payload-check.ts'
import { replyView, UNREADABLE } from './views.ts'
import type { WorkspaceBot } from './workspace-bot.ts'
import type { Workspaces } from './workspaces.ts'

/** Whether a listener could not read its request; Bolt wraps what listeners throw. */
export function isMalformed(error: unknown): boolean {
  if (error instanceof ZodError || error instanceof SyntaxError) return true
  if (!(error instanceof Error)) return false
  return 'original' in error && isMalformed(error.original)
}

const isForm = (body: object): boolean => 'type' in body && body.type === 'view_submission'

const unreadable = ({ workspace }: WorkspaceBot): object => ({
  response_action: 'update',
  view: replyView(UNREADABLE, workspace),
})

/** Where the bot of each request is kept while Bolt has the request. */
export type BotsByRequest = WeakMap<object, WorkspaceBot>

/**
 * Lets only requests of our workspaces reach the listeners, with the bot of theirs, and acknowledges what no listener did, because
 * Slack would wait and repeat it.
 * @param options.intercept takes a request that isn't for the listeners; returns whether it did
 * @param options.answerStranger what the answer to a request of another workspace is, if any
 */
export function guardRequests(
  app: App,
  options: {
    workspaces: Workspaces
    bots: BotsByRequest
    refuse: RefuseInput
    requests: Requests
    intercept?: ((body: object) => boolean) | undefined
    answerStranger?: ((body: object) => object | undefined) | undefined
  },
): void {
  const { workspaces, bots, refuse, requests } = options
  const processEvent = app.processEvent.bind(app)

  async function botFor(body: object): Promise<WorkspaceBot | undefined> {
    try {
      const bot = await workspaces.ofRequest(body)
      if (!bot) refuse(workspaces.strangers)
      return bot
    } catch (error) {
      refuse('a request whose workspace could not be looked up', { reason: messageOf(error) })
      return undefined
    }
  }

  async function receive(event: ReceiverEvent): Promise<void> {
    const { body }: { body: unknown } = event
    if (!isSlackRequest(body)) {
      refuse('a malformed request')
      return event.ack()
    }
    if (options.intercept?.(body)) return event.ack()
    const bot = await botFor(body)
    if (!bot) return event.ack(options.answerStranger?.(body))
    bots.set(body, bot)
    let isAcknowledged = false
    const ack: typeof event.ack = async response => {
      isAcknowledged = true
      await event.ack(response)
      requests.acknowledged()
    }
    try {
      await processEvent({ ...event, ack })
    } catch (error) {
      refuse('a request that Bolt could not read', { reason: reasonOf(error) })
    }
    if (!isAcknowledged) await ack(isForm(body) ? unreadable(bot) : undefined)
  }

  app.processEvent = event => requests.handle('slack', () => receive(event))
}
