import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { FilledForm } from '../../src/messages/form.ts'
import type { Request } from '../../src/messages/request.ts'
import { isInPlace } from './controls.ts'
import { absent, absentAs, optionalText } from './fields.ts'
import { type Metadata, readMetadata } from './metadata.ts'

/** A request with what is needed to answer it. */
export interface SlackRequest {
  request: Request
  userId: string
  /** Absent outside channels. */
  channelId?: string | undefined
  responseUrl?: string | undefined
  /** The thread to answer in, by the `ts` of its first message. */
  threadTs?: string | undefined
  /** Opens a modal, for 3 s. */
  triggerId?: string | undefined
  /** Whether the answer replaces the message or view with the control. */
  inPlace: boolean
  /** The view with the control. */
  view?: { id: string; type: string } | undefined
}

/** Slack escapes these three in what people type, and nothing else. */
export const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

interface Fields extends Omit<SlackRequest, 'request' | 'inPlace'> {
  id: string
  teamId: string
  person: string
  text: string
  /** From a control unless it was typed. */
  origin?: Request['origin']
  form?: FilledForm | undefined
  inPlace?: boolean
}

/**
 * @param fields.teamId the workspace that the app is installed in, not the person's: a channel may be shared (Slack Connect)
 *
 * Slack has no permission like "may change what the channel receives", so everyone in a channel may. Outside channels there
 * is nothing to change.
 */
export function toSlackRequest({
  id,
  teamId,
  person,
  text,
  origin = 'control',
  form,
  inPlace = false,
  ...rest
}: Fields): SlackRequest {
  const { channelId, userId } = rest
  const request: Request = {
    id,
    channel: `slack:${teamId}/${channelId ?? userId}`,
    person,
    personId: userId,
    mayChange: channelId !== undefined,
    text,
    origin,
    ...(form && { form }),
  }
  return { ...rest, request, inPlace }
}

/** What repeats of a request have in common. Without that, none counts as a repeat. */
const idOf = (request: { trigger_id: string | undefined; response_url: string | undefined }): string =>
  request.trigger_id || request.response_url || randomUUID()

const commandSchema = z.looseObject({
  trigger_id: optionalText,
  channel_id: z.string(),
  user_id: z.string(),
  /** Slack intends to leave it out one day. */
  user_name: optionalText,
  text: absentAs(z.string(), ''),
  response_url: optionalText,
  thread_ts: optionalText,
})

export function parseCommand(payload: unknown, teamId: string): SlackRequest {
  const command = commandSchema.parse(payload)
  return toSlackRequest({
    id: idOf(command),
    triggerId: command.trigger_id,
    teamId,
    channelId: command.channel_id,
    userId: command.user_id,
    person: command.user_name || command.user_id,
    responseUrl: command.response_url,
    threadTs: command.thread_ts,
    text: unescaped(command.text),
    origin: 'typed',
  })
}

/** The common fields of interactions. */
const interactionSchema = z.looseObject({
  trigger_id: z.string(),
  user: z.looseObject({
    id: z.string(),
    name: optionalText,
    username: optionalText,
  }),
  channel: absent(z.looseObject({ id: z.string() })),
  container: absent(z.looseObject({ message_ts: optionalText, thread_ts: optionalText })).catch(undefined),
  response_url: optionalText,
})

/** The thread that the message is in. The first message of a thread isn't in it. */
const threadOf = ({ container }: z.infer<typeof interactionSchema>): string | undefined =>
  container?.thread_ts === container?.message_ts ? undefined : container?.thread_ts

const interactionFields = (payload: z.infer<typeof interactionSchema>, teamId: string) => ({
  id: idOf(payload),
  triggerId: payload.trigger_id,
  teamId,
  channelId: payload.channel?.id,
  userId: payload.user.id,
  person: payload.user.name || payload.user.username || payload.user.id,
  responseUrl: payload.response_url,
  threadTs: threadOf(payload),
})

const clickSchema = z.looseObject({
  ...interactionSchema.shape,
  view: absent(z.looseObject({ id: z.string(), type: z.string() })),
  actions: z
    .array(
      z.looseObject({
        action_id: z.string(),
        block_id: absentAs(z.string(), ''),
        value: z.string().nullish(),
        selected_option: z.looseObject({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
})

/** A clicked button or a chosen menu option: its value is the command. */
export function parseClick(payload: unknown, teamId: string): SlackRequest {
  const click = clickSchema.parse(payload)
  const [action] = click.actions
  return toSlackRequest({
    ...interactionFields(click, teamId),
    view: click.view,
    inPlace: isInPlace(action?.action_id ?? ''),
    text: action?.selected_option?.value ?? action?.value ?? '',
  })
}

/** Text typed into the search box of the home page. */
export function parseSearchBox(payload: unknown, teamId: string): SlackRequest {
  const click = clickSchema.parse(payload)
  const [action] = click.actions
  return toSlackRequest({
    ...interactionFields(click, teamId),
    view: click.view,
    text: action?.action_id.slice('papers-box:'.length) ?? '',
    form: { [action?.block_id ?? '']: [action?.value ?? ''] },
  })
}

const optionSchema = z.looseObject({ value: z.string() })

const stateSchema = z.record(
  z.string(),
  z.record(
    z.string(),
    z.looseObject({
      value: z.string().nullish(),
      selected_time: z.string().nullish(),
      selected_option: optionSchema.nullish(),
      selected_options: z.array(optionSchema).nullish(),
    }),
  ),
)

/** The values by field name, which is the block id. */
function filledForm(values: z.infer<typeof stateSchema>): FilledForm {
  return Object.fromEntries(
    Object.entries(values).map(([name, block]) => {
      const [{ value, selected_time: time, selected_option: one, selected_options: several } = {}] =
        Object.values(block)
      return [name, several ? several.map(each => each.value) : [one?.value ?? time ?? value ?? '']]
    }),
  )
}

const submissionSchema = z.looseObject({
  ...interactionSchema.shape,
  view: z.looseObject({
    id: z.string(),
    type: z.string(),
    private_metadata: z.string(),
    state: z.looseObject({ values: stateSchema }),
  }),
})

export function parseSubmission(payload: unknown, teamId: string): SlackRequest {
  const submission = submissionSchema.parse(payload)
  const { command, channelId, responseUrl, threadTs }: Metadata = readMetadata(
    submission.view.private_metadata,
  )
  return toSlackRequest({
    ...interactionFields(submission, teamId),
    view: { id: submission.view.id, type: submission.view.type },
    channelId,
    responseUrl,
    threadTs,
    text: command,
    form: filledForm(submission.view.state.values),
  })
}

/** A global shortcut, which runs a command. */
export const parseShortcut = (payload: unknown, teamId: string, text: string): SlackRequest =>
  toSlackRequest({
    ...interactionFields(interactionSchema.parse(payload), teamId),
    channelId: undefined,
    text,
  })

const messageSchema = z.looseObject({
  ...interactionSchema.shape,
  message: z.looseObject({
    text: absentAs(z.string(), ''),
    blocks: z.unknown().optional(),
    attachments: z.unknown().optional(),
    files: z
      .array(z.looseObject({ name: optionalText, title: optionalText }))
      .nullish()
      .catch(undefined),
  }),
})

/** A shortcut on a message, with all that the message shows: apps often leave its text empty, and people share a paper as a file. */
export function parseMessageShortcut(payload: unknown, teamId: string, text: string): SlackRequest {
  const { message, ...rest } = messageSchema.parse(payload)
  const { blocks, attachments, files } = message
  const names = (files ?? []).flatMap(({ name, title }) => [name ?? '', title ?? ''])
  const shown = [blocks, attachments].map(part => JSON.stringify(part ?? ''))
  const words = [unescaped(message.text), ...shown, ...names]
  return toSlackRequest({ ...interactionFields(rest, teamId), text, form: { text: [words.join(' ')] } })
}
