import type { types } from '@slack/bolt'
import { within } from '../../src/lib/time-limit.ts'
import type { Reply } from '../../src/messages/reply.ts'
import type { Answer } from './answer.ts'
import type { Workspace } from './render-reply.ts'
import type { SlackRequest } from './requests.ts'
import { replyView, WORKING } from './views.ts'

/** Slack waits 3 s for the response to a submitted form. */
const DECIDE_WITHIN_MS = 2_000

type Decision =
  | { response_action: 'errors'; errors: Record<string, string> }
  | { response_action: 'update'; view: types.ModalView }
  | undefined

/** Problems by field. Slack rejects fields that the form doesn't have. */
function errorsOf({ problems = {} }: Reply, { request }: SlackRequest): Record<string, string> {
  return Object.fromEntries(Object.entries(problems).filter(([name]) => request.form?.[name]))
}

/**
 * Handles a submitted form. If there are problems, it stays open and shows them at its fields; else it closes and the answer
 * goes where the form was requested. Outside channels the answer replaces the form.
 * @param context.decide sends Slack the response to the form
 */
export async function submit(
  incoming: SlackRequest,
  context: {
    run: () => Promise<Reply>
    decide: (decision: Decision) => Promise<void>
    answer: Answer
    workspace: Workspace
  },
): Promise<void> {
  const running = context.run()
  const quickReply = await within(running, DECIDE_WITHIN_MS)
  const errors = quickReply ? errorsOf(quickReply, incoming) : {}
  if (Object.keys(errors).length > 0) return context.decide({ response_action: 'errors', errors })
  if (incoming.responseUrl) {
    await context.decide(undefined)
    return context.answer(await running, incoming)
  }
  await context.decide({
    response_action: 'update',
    view: replyView(quickReply ?? WORKING, context.workspace),
  })
  if (!quickReply) await context.answer(await running, { ...incoming, inPlace: true })
}
