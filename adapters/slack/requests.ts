import { z } from 'zod'
import type { FilledForm } from '../../src/messages/form.ts'
import type { Request } from '../../src/messages/request.ts'
import { isInPlace } from './controls.ts'
import { type Metadata, readMetadata } from './metadata.ts'

/** A request together with what it takes to answer it. */
export interface Asked {
  request: Request
  userId: string
  /** Absent where it was asked outside any channel. */
  channelId?: string | undefined
  responseUrl?: string | undefined
  /** Lets a modal be opened within 3 s. */
  triggerId?: string | undefined
  /** Whether the answer takes the place of what the control stands in. */
  inPlace: boolean
  /** The view that the control stands in. */
  view?: { id: string; type: string } | undefined
}

/** Slack escapes these three in what people type, and nothing else. */
export const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

interface Fields extends Omit<Asked, 'request' | 'inPlace'> {
  id: string
  teamId: string
  person: string
  text: string
  form?: FilledForm | undefined
  inPlace?: boolean
}

/**
 * Slack has no right that fits "may change what the channel receives": in a channel everyone may. Outside of one there is
 * nothing to change.
 */
export function askedOf({ id, teamId, person, text, form, inPlace = false, ...rest }: Fields): Asked {
  const { channelId, userId } = rest
  const request: Request = {
    id,
    channel: `slack:${teamId}/${channelId ?? userId}`,
    person,
    personId: userId,
    mayChange: channelId !== undefined,
    text,
    ...(form && { form }),
  }
  return { ...rest, request, inPlace }
}

const commandSchema = z.looseObject({
  trigger_id: z.string(),
  team_id: z.string(),
  channel_id: z.string(),
  user_id: z.string(),
  user_name: z.string(),
  text: z.string().default(''),
  response_url: z.string().optional(),
})

export function parseCommand(payload: unknown): Asked {
  const command = commandSchema.parse(payload)
  return askedOf({
    id: command.trigger_id,
    triggerId: command.trigger_id,
    teamId: command.team_id,
    channelId: command.channel_id,
    userId: command.user_id,
    person: command.user_name,
    responseUrl: command.response_url,
    text: unescaped(command.text),
  })
}

/** What every interaction has. An app installed for a whole organisation gets no team. */
const interaction = z.looseObject({
  trigger_id: z.string(),
  team: z.looseObject({ id: z.string() }).nullish(),
  user: z.looseObject({
    id: z.string(),
    name: z.string().optional(),
    username: z.string().optional(),
    team_id: z.string().optional(),
  }),
  channel: z.looseObject({ id: z.string() }).optional(),
  response_url: z.string().optional(),
})

const interactionFields = (payload: z.infer<typeof interaction>) => ({
  id: payload.trigger_id,
  triggerId: payload.trigger_id,
  teamId: payload.team?.id ?? payload.user.team_id ?? '',
  channelId: payload.channel?.id,
  userId: payload.user.id,
  person: payload.user.name ?? payload.user.username ?? payload.user.id,
  responseUrl: payload.response_url,
})

const clickSchema = z.looseObject({
  ...interaction.shape,
  view: z.looseObject({ id: z.string(), type: z.string() }).optional(),
  actions: z
    .array(
      z.looseObject({
        action_id: z.string(),
        block_id: z.string().default(''),
        value: z.string().nullish(),
        selected_option: z.looseObject({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
})

/** A click on a button or a pick from a menu: the command is its value. */
export function parseClick(payload: unknown): Asked {
  const click = clickSchema.parse(payload)
  const [action] = click.actions
  return askedOf({
    ...interactionFields(click),
    view: click.view,
    inPlace: isInPlace(action?.action_id ?? ''),
    text: action?.selected_option?.value ?? action?.value ?? '',
  })
}

/** What was typed into a box on the home page. */
export function parseBox(payload: unknown): Asked {
  const click = clickSchema.parse(payload)
  const [action] = click.actions
  return askedOf({
    ...interactionFields(click),
    view: click.view,
    text: action?.action_id.slice('papers-box:'.length) ?? '',
    form: { [action?.block_id ?? '']: [action?.value ?? ''] },
  })
}

const chosen = z.looseObject({ value: z.string() })

const stateSchema = z.record(
  z.string(),
  z.record(
    z.string(),
    z.looseObject({
      value: z.string().nullish(),
      selected_option: chosen.nullish(),
      selected_options: z.array(chosen).optional(),
    }),
  ),
)

/** What was filled in, by the block of each field. */
function filledForm(values: z.infer<typeof stateSchema>): FilledForm {
  return Object.fromEntries(
    Object.entries(values).map(([name, block]) => {
      const [{ value, selected_option: one, selected_options: several } = {}] = Object.values(block)
      return [name, several ? several.map(each => each.value) : [one?.value ?? value ?? '']]
    }),
  )
}

const submissionSchema = z.looseObject({
  ...interaction.shape,
  view: z.looseObject({
    id: z.string(),
    type: z.string(),
    private_metadata: z.string(),
    state: z.looseObject({ values: stateSchema }),
  }),
})

export function parseSubmission(payload: unknown): Asked {
  const submission = submissionSchema.parse(payload)
  const { command, channelId, responseUrl }: Metadata = readMetadata(submission.view.private_metadata)
  return askedOf({
    ...interactionFields(submission),
    view: { id: submission.view.id, type: submission.view.type },
    ...{ channelId, responseUrl, text: command, form: filledForm(submission.view.state.values) },
  })
}

/** A shortcut from anywhere, which runs a command. */
export const parseShortcut = (payload: unknown, text: string): Asked =>
  askedOf({ ...interactionFields(interaction.parse(payload)), channelId: undefined, text })

const messageSchema = z.looseObject({
  ...interaction.shape,
  message: z.looseObject({ text: z.string().default(''), attachments: z.unknown().optional() }),
})

/** A shortcut on a message: its text, and the links in what is attached to it. */
export function parseMessageShortcut(payload: unknown, text: string): Asked {
  const { message, ...rest } = messageSchema.parse(payload)
  const words = [unescaped(message.text), JSON.stringify(message.attachments ?? '')]
  return askedOf({ ...interactionFields(rest), text, form: { text: [words.join(' ')] } })
}
