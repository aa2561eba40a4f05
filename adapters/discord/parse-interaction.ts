import {
  type AnySelectMenuInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  InteractionContextType,
  type Message,
  type MessageContextMenuCommandInteraction,
  type MessageSnapshot,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
  type StringSelectMenuInteraction,
} from 'discord.js'
import type { FilledForm } from '../../src/messages/form.ts'
import type { Request } from '../../src/messages/request.ts'
import { COMMAND_NAME, LOOK_UP_NAME, parametersOf } from './commands.ts'
import {
  CHOICE_ID,
  isOurs,
  parseButtonId,
  parseFormId,
  parsePanelMenuId,
  STORED_COMMAND_PREFIX,
} from './custom-ids.ts'
import type { Places } from './places.ts'

export type RequestInteraction =
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | ButtonInteraction
  | AnySelectMenuInteraction
  | ModalSubmitInteraction

/** How the answer is shown; `edit form` opens a form again with what was typed. */
export type ResponseMode = 'new message' | 'in place' | 'submitted form' | 'edit form'

export interface ParsedInteraction {
  interaction: RequestInteraction
  responseMode: ResponseMode
  request: Request
}

interface CommandInput {
  responseMode: ResponseMode
  text: string
  /** From a control unless it was typed. */
  origin?: Request['origin']
  form?: FilledForm
}

/** A subcommand and its options as one text: `schedule 9:00 weekdays Europe/Paris`. */
function typedText({ options }: ChatInputCommandInteraction): string {
  const name = options.getSubcommand(false) ?? ''
  return [name, ...parametersOf(name).map(option => options.getString(option.name))].filter(Boolean).join(' ')
}

/** All that a message shows: its text, embeds, components, the names of its files, and the messages that it forwards. */
function textOf(message: Message | MessageSnapshot): string {
  const { content, embeds, components, attachments, messageSnapshots: forwarded } = message
  const parts = [...(embeds ?? []), ...(components ?? [])].map(part => JSON.stringify(part.toJSON()))
  const files = attachments?.map(({ name, title }) => `${name} ${title ?? ''}`) ?? []
  return [content ?? '', ...parts, ...files, ...(forwarded?.map(textOf) ?? [])].join(' ')
}

/** A field without a value stays as it is: Discord sends one that was emptied as an empty text. */
const filledForm = ({ fields }: ModalSubmitInteraction): FilledForm =>
  Object.fromEntries(
    [...fields.fields.values()].flatMap((field): [string, string[]][] => {
      if ('values' in field) return [[field.customId, [...field.values]]]
      return 'value' in field && typeof field.value === 'string' ? [[field.customId, [field.value]]] : []
    }),
  )

function fromButton({ customId }: ButtonInteraction): CommandInput | undefined {
  const button = parseButtonId(customId)
  if (!button) return undefined
  const responseMode = button.kind === 'edit' ? 'edit form' : button.inPlace ? 'in place' : 'new message'
  return { responseMode, text: button.text }
}

function fromMenu({ customId, values }: StringSelectMenuInteraction): CommandInput | undefined {
  if (customId === CHOICE_ID) return { responseMode: 'new message', text: values[0] ?? '' }
  // Someone found an old panel: the form itself opens, with the current values.
  const text = parsePanelMenuId(customId)
  return text === undefined ? undefined : { responseMode: 'new message', text }
}

/** What a component or a form asks for that isn't of this version: nothing that is stored. */
const EXPIRED: CommandInput = { responseMode: 'new message', text: STORED_COMMAND_PREFIX }

/** What this interaction asks for; undefined when it isn't ours. */
function commandInputOf(interaction: RequestInteraction): CommandInput | undefined {
  const input = knownInputOf(interaction)
  return input ?? ('customId' in interaction && isOurs(interaction.customId) ? EXPIRED : undefined)
}

function knownInputOf(interaction: RequestInteraction): CommandInput | undefined {
  if (interaction.isButton()) return fromButton(interaction)
  if (interaction.isAnySelectMenu())
    return interaction.isStringSelectMenu() ? fromMenu(interaction) : undefined
  if (interaction.isModalSubmit()) {
    const text = parseFormId(interaction.customId)
    return text === undefined
      ? undefined
      : { responseMode: 'submitted form', text, form: filledForm(interaction) }
  }
  if (interaction.isMessageContextMenuCommand()) {
    if (interaction.commandName !== LOOK_UP_NAME) return undefined
    return {
      responseMode: 'new message',
      text: 'lookup',
      form: { text: [textOf(interaction.targetMessage)] },
    }
  }
  return interaction.commandName === COMMAND_NAME
    ? { responseMode: 'new message', text: typedText(interaction), origin: 'typed' }
    : undefined
}

/** The person's name in this server, else their global name. */
function displayNameOf({ member, user }: RequestInteraction): string {
  if (!member) return user.displayName
  return ('displayName' in member ? member.displayName : member.nick) ?? user.displayName
}

/** Whether the bot itself isn't where a person uses the app that they added to their account. */
function answersOnlyIn(interaction: RequestInteraction, places: Places): Request['answersOnly'] {
  if (interaction.context === InteractionContextType.PrivateChannel) return 'conversation'
  return interaction.guildId && !places.isMember(interaction) ? 'server' : undefined
}

const isRequestInteraction = (interaction: Interaction): interaction is RequestInteraction =>
  interaction.isChatInputCommand() ||
  interaction.isMessageContextMenuCommand() ||
  interaction.isButton() ||
  interaction.isAnySelectMenu() ||
  interaction.isModalSubmit()

/** An interaction as a request; undefined when it isn't ours. In direct messages everyone may change everything. */
export async function parseInteraction(
  interaction: Interaction,
  places: Places,
): Promise<ParsedInteraction | undefined> {
  if (!isRequestInteraction(interaction)) return undefined
  const input = commandInputOf(interaction)
  if (!input) return undefined
  const { id, guildId, channelId, memberPermissions, user } = interaction
  // Without a channel there is no place that could be changed or answered in.
  if (!channelId) return undefined
  const request: Request = {
    id,
    channel: `discord:${guildId ?? '@me'}/${await places.placeOf(interaction)}`,
    person: displayNameOf(interaction),
    personId: user.id,
    mayChange: !guildId || memberPermissions?.has(PermissionFlagsBits.ManageChannels) === true,
    text: input.text,
    origin: input.origin ?? 'control',
    answersOnly: answersOnlyIn(interaction, places),
    ...(input.form && { form: input.form }),
  }
  return { interaction, responseMode: input.responseMode, request }
}
