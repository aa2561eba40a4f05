import { AttachmentBuilder, ButtonStyle, ComponentType, MessageFlags } from 'discord.js'
import { expectedVisibility, mayOpenForm, parseCommandLine } from '../../src/commands/parse.ts'
import { within } from '../../src/lib/time-limit.ts'
import type { FilledForm } from '../../src/messages/form.ts'
import type { Reply } from '../../src/messages/reply.ts'
import { ephemeralReply } from '../../src/messages/reply.ts'
import type { Request } from '../../src/messages/request.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Requests } from '../../src/ports/requests.ts'
import type { Component, Message } from './components.ts'
import { editId } from './custom-ids.ts'
import { reasonOf } from './errors.ts'
import { modalOf } from './forms.ts'
import type { ParsedInteraction, RequestInteraction } from './parse-interaction.ts'

/** How long a reply that may be a form can take, ms. A modal must be the first response, and Discord waits 3 s. */
const FORM_TIMEOUT_MS = 2_500

const EPHEMERAL_FLAGS = [MessageFlags.IsComponentsV2, MessageFlags.Ephemeral] as const
const PUBLIC_FLAGS = [MessageFlags.IsComponentsV2] as const

export const flagsOf = ({ visibility }: Reply) =>
  visibility === 'ephemeral' ? EPHEMERAL_FLAGS : PUBLIC_FLAGS

/** A message for discord.js, complete in itself: an edit has the flag too, whatever the message that it edits has. */
export const bodyOf = ({ components, file }: Message) => ({
  components,
  ...(file && { files: [new AttachmentBuilder(Buffer.from(file.text), { name: file.name })] }),
  allowedMentions: { parse: [] },
  flags: PUBLIC_FLAGS,
})

/** Draws a reply as a message. */
export type Render = (reply: Reply) => Message

/** The problems in a form, and a button that opens it again: the modal is closed by now. */
export function problemMessage(reply: Reply, command: string, render: Render): Message {
  const { components, ...rest } = render(reply)
  const again: Component = {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.Button,
        style: ButtonStyle.Primary,
        custom_id: editId(command),
        label: 'Edit again',
      },
    ],
  }
  return { ...rest, components: [...components, again] }
}

const tooLateReply = (command: string): Reply => ({
  ...ephemeralReply('The form took too long to open. Try again.'),
  actions: [{ label: 'Try again', command }],
})

/** A modal can only be the first response, so a form that comes later is answered in words. */
const messageFor = (reply: Reply, request: Request, render: Render): Message =>
  reply.problems
    ? problemMessage(reply, request.text, render)
    : render(reply.form ? tooLateReply(request.text) : reply)

/** Whether the clicked button or menu is on a message that only this person sees. */
const isOnEphemeralMessage = (interaction: RequestInteraction): boolean =>
  interaction.isMessageComponent() && interaction.message.flags.has(MessageFlags.Ephemeral)

/**
 * Answers an interaction: at once when the reply comes early, else with "is thinking …" first, because Discord waits 3 s. The
 * visibility of "is thinking …" is a guess; if the reply's differs, we delete it and send the reply as a follow-up.
 * @param options.deferAfterMs how long we wait for an early reply, ms
 */
export function createAnswer({
  render,
  deferAfterMs,
  log,
  requests,
}: {
  render: Render
  deferAfterMs: number
  log: Log
  requests: Pick<Requests, 'acknowledged'>
}) {
  /** Waits for the first response to an interaction, which is what Discord waits for. */
  async function respond(response: Promise<unknown>): Promise<void> {
    await response
    requests.acknowledged()
  }

  /** @param typed earlier input, if the reply is a form */
  async function replyInNewMessage(
    { interaction, request, responseMode }: ParsedInteraction,
    replying: Promise<Reply>,
    typed?: FilledForm,
  ): Promise<void> {
    const expected = expectedVisibility(request)
    const mayBeForm = responseMode === 'edit form' || (mayOpenForm(request) && !interaction.isModalSubmit())
    const early = await within(replying, mayBeForm ? Math.max(deferAfterMs, FORM_TIMEOUT_MS) : deferAfterMs)
    if (early?.form && !interaction.isModalSubmit())
      return respond(interaction.showModal(modalOf(early.form, parseCommandLine(request).page, typed)))
    if (early)
      return respond(
        interaction.reply({ ...bodyOf(messageFor(early, request, render)), flags: flagsOf(early) }),
      )
    await respond(interaction.deferReply(expected === 'ephemeral' ? { flags: MessageFlags.Ephemeral } : {}))
    const reply = await replying
    const body = bodyOf(messageFor(reply, request, render))
    if (reply.visibility === expected) return void (await interaction.editReply(body))
    await interaction.deleteReply()
    await interaction.followUp({ ...body, flags: flagsOf(reply) })
  }

  /** Replaces the private message with the button. A public reply goes to the channel, and the private message is deleted. */
  async function replyInPlace(parsed: ParsedInteraction, replying: Promise<Reply>): Promise<void> {
    const { interaction, request } = parsed
    if (!interaction.isMessageComponent() || !isOnEphemeralMessage(interaction))
      return replyInNewMessage(parsed, replying)
    const early = await within(replying, deferAfterMs)
    if (early?.visibility === 'ephemeral')
      return respond(interaction.update(bodyOf(messageFor(early, request, render))))
    await respond(interaction.deferUpdate())
    const reply = await replying
    const body = bodyOf(messageFor(reply, request, render))
    if (reply.visibility === 'ephemeral') return void (await interaction.editReply(body))
    await interaction
      .deleteReply()
      .catch(error => log.debug({ reason: reasonOf(error) }, 'could not delete a private message on Discord'))
    await interaction.followUp(body)
  }

  return { replyInNewMessage, replyInPlace }
}
