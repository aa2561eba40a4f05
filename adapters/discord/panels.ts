import { createBoundedMap } from '../../src/lib/bounded-map.ts'
import type { FilledForm } from '../../src/messages/form.ts'
import type { Reply } from '../../src/messages/reply.ts'
import type { Request } from '../../src/messages/request.ts'
import type { RunCommand } from '../../src/ports/chat.ts'
import { bodyOf, flagsOf, type Render } from './answer.ts'
import { modalOf, panelOf, problemsOf } from './forms.ts'
import type { ParsedInteraction } from './parse-interaction.ts'

/** How many rejected inputs we remember, to show them again when the person edits the form. */
const MAX_REJECTED_FORMS = 100

/** Handles forms: opens their modals, draws their panels, and takes what people submit. */
export function createPanels({ run, render }: { run: RunCommand; render: Render }) {
  const rejectedForms = createBoundedMap<string, FilledForm>(MAX_REJECTED_FORMS)
  const keyOf = ({ channel, personId, text }: Request): string => `${channel} ${personId} ${text}`

  function remember(request: Request): void {
    rejectedForms.set(keyOf(request), request.form ?? {})
  }

  /** The form with the current values. */
  const currentForm = (request: Request): Promise<Reply> =>
    run({ ...request, id: `${request.id} form`, form: undefined })

  return {
    /** Opens a form's text fields in a modal. */
    async openModal({ interaction, request }: ParsedInteraction): Promise<void> {
      const reply = await currentForm(request)
      if (interaction.isModalSubmit()) return
      if (reply.form)
        return void (await interaction.showModal(modalOf(reply.form, rejectedForms.get(keyOf(request)))))
      await interaction.reply({ ...bodyOf(render(reply)), flags: flagsOf(reply) })
    },

    /** Carries out what was picked or filled in, redraws the panel, and reports the result. */
    async submit({ interaction, request }: ParsedInteraction): Promise<void> {
      if (!interaction.isMessageComponent() && !interaction.isModalSubmit()) return
      if (interaction.isModalSubmit() && !interaction.isFromMessage()) return
      await interaction.deferUpdate()
      const reply = await run(request)
      // A pick from a menu isn't part of what was typed.
      if (interaction.isModalSubmit()) {
        if (reply.problems) remember(request)
        else rejectedForms.delete(keyOf(request))
      }
      const current = await currentForm(request)
      if (current.form) await interaction.editReply(bodyOf(panelOf(current, current.form)))
      if (reply.problems) {
        const message = problemsOf(reply, current.form, request.text)
        return void (await interaction.followUp({ ...bodyOf(message), flags: flagsOf(current) }))
      }
      await interaction.followUp({ ...bodyOf(render(reply)), flags: flagsOf(reply) })
    },
  }
}
