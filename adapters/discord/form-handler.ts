import { createBoundedMap } from '../../src/lib/bounded-map.ts'
import type { FilledForm } from '../../src/messages/form.ts'
import type { Reply } from '../../src/messages/reply.ts'
import type { Request } from '../../src/messages/request.ts'
import type { RunCommand } from '../../src/ports/chat.ts'
import type { createAnswer } from './answer.ts'
import type { ParsedInteraction } from './parse-interaction.ts'

/** How many rejected inputs we remember, to show them again when the person edits the form. */
const MAX_REJECTED_FORMS = 100

/** Takes submitted forms, and opens rejected ones again with what was typed. */
export function createFormHandler({
  run,
  answer,
}: {
  run: RunCommand
  answer: Pick<ReturnType<typeof createAnswer>, 'replyInNewMessage'>
}) {
  const rejectedForms = createBoundedMap<string, FilledForm>(MAX_REJECTED_FORMS)
  const keyOf = ({ channel, personId, text }: Request): string => `${channel} ${personId} ${text}`

  function remember(request: Request, reply: Reply): Reply {
    if (reply.problems) rejectedForms.set(keyOf(request), request.form ?? {})
    else rejectedForms.delete(keyOf(request))
    return reply
  }

  return {
    submit: (parsed: ParsedInteraction): Promise<void> =>
      answer.replyInNewMessage(
        parsed,
        run(parsed.request).then(reply => remember(parsed.request, reply)),
      ),

    edit: (parsed: ParsedInteraction): Promise<void> =>
      answer.replyInNewMessage(parsed, run(parsed.request), rejectedForms.get(keyOf(parsed.request))),
  }
}
