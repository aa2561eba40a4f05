import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  type MessageContextMenuCommandInteraction,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
  type StringSelectMenuInteraction,
} from 'discord.js'
import type { FilledForm } from '../../src/messages/form.ts'
import type { Request } from '../../src/messages/request.ts'
import { COMMAND_NAME, LOOK_UP_NAME, parametersOf } from './commands.ts'
import { CHOICE_ID, formOf, meaningOf, pickOf } from './custom-ids.ts'

export type Asking =
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | ButtonInteraction
  | StringSelectMenuInteraction
  | ModalSubmitInteraction

/** How someone asked: that decides how the answer is shown. */
export type ResponseMode = 'beside' | 'in place' | 'edit' | 'panel'

export interface Parsed {
  asking: Asking
  responseMode: ResponseMode
  request: Request
}

interface Wanted {
  responseMode: ResponseMode
  text: string
  form?: FilledForm
}

/** A subcommand and its options as the core wants them: `schedule 9:00 weekdays Europe/Paris`. */
function typedText({ options }: ChatInputCommandInteraction): string {
  const name = options.getSubcommand(false) ?? ''
  return [name, ...parametersOf(name).map(option => options.getString(option.name))].filter(Boolean).join(' ')
}

/** A message's text, what is in its components, and the addresses of what is embedded in it. */
function textOf({ targetMessage }: MessageContextMenuCommandInteraction): string {
  const { content, embeds, components } = targetMessage
  const shown = JSON.stringify(components.map(component => component.toJSON()))
  return [content, ...embeds.map(embed => embed.url ?? ''), shown].join(' ')
}

const filledForm = ({ fields }: ModalSubmitInteraction): FilledForm =>
  Object.fromEntries(
    fields.fields.map(field => {
      if ('values' in field) return [field.customId, [...field.values]]
      return [field.customId, 'value' in field && typeof field.value === 'string' ? [field.value] : []]
    }),
  )

function fromButton({ customId }: ButtonInteraction): Wanted | undefined {
  const meaning = meaningOf(customId)
  if (!meaning) return undefined
  const responseMode = meaning.kind === 'edit' ? 'edit' : meaning.inPlace ? 'in place' : 'beside'
  return { responseMode, text: meaning.text }
}

function fromMenu({ customId, values }: StringSelectMenuInteraction): Wanted | undefined {
  if (customId === CHOICE_ID) return { responseMode: 'beside', text: values[0] ?? '' }
  const pick = pickOf(customId)
  return pick && { responseMode: 'panel', text: pick.text, form: { [pick.field]: values } }
}

/** What someone asks of us by this interaction; undefined where it is none of ours. */
function wantedBy(asking: Asking): Wanted | undefined {
  if (asking.isButton()) return fromButton(asking)
  if (asking.isStringSelectMenu()) return fromMenu(asking)
  if (asking.isModalSubmit()) {
    const sent = formOf(asking.customId)
    return (
      sent && { responseMode: sent.ofPanel ? 'panel' : 'beside', text: sent.text, form: filledForm(asking) }
    )
  }
  if (asking.isMessageContextMenuCommand()) {
    if (asking.commandName !== LOOK_UP_NAME) return undefined
    return { responseMode: 'beside', text: 'lookup', form: { text: [textOf(asking)] } }
  }
  return asking.commandName === COMMAND_NAME ? { responseMode: 'beside', text: typedText(asking) } : undefined
}

/** What the person is called in this server, else everywhere. */
function personOf({ member, user }: Asking): string {
  if (!member) return user.displayName
  return ('displayName' in member ? member.displayName : member.nick) ?? user.displayName
}

const isAsking = (interaction: Interaction): interaction is Asking =>
  interaction.isChatInputCommand() ||
  interaction.isMessageContextMenuCommand() ||
  interaction.isButton() ||
  interaction.isStringSelectMenu() ||
  interaction.isModalSubmit()

/** An interaction as a request; undefined where it is none of ours. In direct messages everyone may change everything. */
export function parseInteraction(interaction: Interaction): Parsed | undefined {
  if (!isAsking(interaction)) return undefined
  const wanted = wantedBy(interaction)
  if (!wanted) return undefined
  const { id, guildId, channelId, memberPermissions, user } = interaction
  const request: Request = {
    id,
    channel: `discord:${guildId ?? '@me'}/${channelId}`,
    person: personOf(interaction),
    personId: user.id,
    mayChange: !guildId || memberPermissions?.has(PermissionFlagsBits.ManageChannels) === true,
    text: wanted.text,
    ...(wanted.form && { form: wanted.form }),
  }
  return { asking: interaction, responseMode: wanted.responseMode, request }
}
