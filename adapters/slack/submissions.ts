import type { types } from '@slack/bolt'
import { within } from '../../src/lib/time-limit.ts'
import type { Reply } from '../../src/messages/reply.ts'
import type { Answer } from './answer.ts'
import type { Where } from './render-reply.ts'
import type { Asked } from './requests.ts'
import { replyView } from './views.ts'

/** Slack waits 3 s for what becomes of a form. */
const DECIDE_WITHIN_MS = 2_000

type Decision =
  | { response_action: 'errors'; errors: Record<string, string> }
  | { response_action: 'update'; view: types.ModalView }
  | undefined

const WORKING: Reply = { visibility: 'ephemeral', lines: [[{ text: 'One moment…' }]] }

/** What is wrong goes to the fields that are there; Slack refuses others. */
function errorsOf({ problems = {} }: Reply, { request }: Asked): Record<string, string> {
  return Object.fromEntries(Object.entries(problems).filter(([name]) => request.form?.[name]))
}

/**
 * Sees to a form that was sent: what is wrong in it is said at its fields and it stays open; else it closes, and the answer
 * comes where the form was asked for, or, where that was no channel, in its place.
 * @param decide tells Slack what becomes of the form
 */
export async function submit(
  asked: Asked,
  on: {
    run: () => Promise<Reply>
    decide: (decision: Decision) => Promise<void>
    answer: Answer
    where: () => Where
  },
): Promise<void> {
  const running = on.run()
  const soon = await within(running, DECIDE_WITHIN_MS)
  const errors = soon ? errorsOf(soon, asked) : {}
  if (Object.keys(errors).length > 0) return on.decide({ response_action: 'errors', errors })
  if (asked.responseUrl) {
    await on.decide(undefined)
    return on.answer(await running, asked)
  }
  await on.decide({ response_action: 'update', view: replyView(soon ?? WORKING, on.where()) })
  if (!soon) await on.answer(await running, { ...asked, inPlace: true })
}
