import { MessageFlags } from 'discord.js'
import { expectedVisibility } from '../../src/commands/parse.ts'
import { within } from '../../src/lib/time-limit.ts'
import type { Reply } from '../../src/messages/reply.ts'
import { code, ephemeralReply } from '../../src/messages/reply.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Message } from './components.ts'
import { reasonOf } from './errors.ts'
import { isPanel, modalOf, panelOf } from './forms.ts'
import { renderReply } from './render-reply.ts'
import type { Asking, Parsed } from './requests.ts'

/** A modal must be the first response, and Discord waits 3 s. */
const FORM_WITHIN_MS = 2_500

const PRIVATE = [MessageFlags.IsComponentsV2, MessageFlags.Ephemeral] as const
const PUBLIC = [MessageFlags.IsComponentsV2] as const

export const flagsOf = ({ visibility }: Reply) => (visibility === 'ephemeral' ? PRIVATE : PUBLIC)
export const bodyOf = ({ components }: Message) => ({ components, allowedMentions: { parse: [] } })

const tooLate = (text: string): Reply =>
  ephemeralReply('That took too long for a window to open. Please try again: ', [code(`/papers ${text}`)])

/** A form that comes too late for a modal is said in words; a panel never does. */
const drawn = (reply: Reply, text: string): Message => {
  if (!reply.form) return renderReply(reply)
  return isPanel(reply.form) ? panelOf(reply, reply.form) : renderReply(tooLate(text))
}

/** Whether the message with the control is before the asker's eyes alone. */
const isPrivate = (asking: Asking): boolean =>
  asking.isMessageComponent() && asking.message.flags.has(MessageFlags.Ephemeral)

/**
 * Answers an interaction: at once where the reply comes soon, else by "is thinking …" first, for Discord waits 3 s. Who sees
 * the thinking is who will probably see the reply; where that was wrong, it is taken back and the reply comes on its own.
 * @param options.deferAfterMs how long a reply may take to count as soon
 */
export function createAnswer({ deferAfterMs, log }: { deferAfterMs: number; log: Log }) {
  async function beside({ asking, request: { text } }: Parsed, replying: Promise<Reply>): Promise<void> {
    const expected = expectedVisibility(text)
    const mayBeForm = /^(settings|search)$/.test(text) && !asking.isModalSubmit()
    const soon = await within(replying, mayBeForm ? Math.max(deferAfterMs, FORM_WITHIN_MS) : deferAfterMs)
    if (soon?.form && !isPanel(soon.form) && !asking.isModalSubmit())
      return void (await asking.showModal(modalOf(soon.form)))
    if (soon) return void (await asking.reply({ ...bodyOf(drawn(soon, text)), flags: flagsOf(soon) }))
    await asking.deferReply(expected === 'ephemeral' ? { flags: MessageFlags.Ephemeral } : {})
    const reply = await replying
    const body = bodyOf(drawn(reply, text))
    if (reply.visibility === expected) return void (await asking.editReply({ ...body, flags: PUBLIC }))
    await asking.deleteReply()
    await asking.followUp({ ...body, flags: flagsOf(reply) })
  }

  /** In the place of the private message with the button; what is for the channel comes there, and the message goes. */
  async function inPlace(parsed: Parsed, replying: Promise<Reply>): Promise<void> {
    const { asking, request } = parsed
    if (!asking.isMessageComponent() || !isPrivate(asking)) return beside(parsed, replying)
    const soon = await within(replying, deferAfterMs)
    if (soon?.visibility === 'ephemeral') return void (await asking.update(bodyOf(drawn(soon, request.text))))
    await asking.deferUpdate()
    const reply = await replying
    const body = bodyOf(drawn(reply, request.text))
    if (reply.visibility === 'ephemeral') return void (await asking.editReply(body))
    await asking
      .deleteReply()
      .catch(error =>
        log.debug({ reason: reasonOf(error) }, 'could not take a private message away on Discord'),
      )
    await asking.followUp({ ...body, flags: PUBLIC })
  }

  return { beside, inPlace }
}
