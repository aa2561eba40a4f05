import { createBoundedMap } from '../../src/lib/bounded-map.ts'
import type { FilledForm } from '../../src/messages/form.ts'
import type { Reply } from '../../src/messages/reply.ts'
import type { Request } from '../../src/messages/request.ts'
import type { RunCommand } from '../../src/ports/chat.ts'
import { bodyOf, flagsOf } from './answer.ts'
import { modalOf, panelOf, problemsOf } from './forms.ts'
import { renderReply } from './render-reply.ts'
import type { Parsed } from './requests.ts'

/** What people typed that was refused, for when they edit it again. */
const REMEMBERED = 100

/** Sees to forms: their modals, their panels, and what is sent of both. */
export function createPanels({ run }: { run: RunCommand }) {
  const refused = createBoundedMap<string, FilledForm>(REMEMBERED)
  const keyOf = ({ channel, personId, text }: Request): string => `${channel} ${personId} ${text}`

  function remember(request: Request): void {
    refused.set(keyOf(request), request.form ?? {})
  }

  /** The form as things stand. */
  const ask = (request: Request): Promise<Reply> =>
    run({ ...request, id: `${request.id} form`, form: undefined })

  return {
    /** Opens a form's text fields in a modal. */
    async edit({ asking, request }: Parsed): Promise<void> {
      const reply = await ask(request)
      if (asking.isModalSubmit()) return
      if (reply.form) return void (await asking.showModal(modalOf(reply.form, refused.get(keyOf(request)))))
      await asking.reply({ ...bodyOf(renderReply(reply)), flags: flagsOf(reply) })
    },

    /** Carries out what was picked or filled in, draws the panel anew, and says what came of it. */
    async take({ asking, request }: Parsed): Promise<void> {
      if (!asking.isMessageComponent() && !asking.isModalSubmit()) return
      if (asking.isModalSubmit() && !asking.isFromMessage()) return
      await asking.deferUpdate()
      const reply = await run(request)
      // What was picked from a menu is no built of what was typed.
      if (asking.isModalSubmit()) {
        if (reply.problems) remember(request)
        else refused.delete(keyOf(request))
      }
      const now = await ask(request)
      if (now.form) await asking.editReply(bodyOf(panelOf(now, now.form)))
      if (reply.problems) {
        const message = problemsOf(reply, now.form, request.text)
        return void (await asking.followUp({ ...bodyOf(message), flags: flagsOf(now) }))
      }
      await asking.followUp({ ...bodyOf(renderReply(reply)), flags: flagsOf(reply) })
    },
  }
}
