import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  PermissionFlagsBits,
} from 'discord.js'
import type { Request } from '../../src/commands/request.ts'
import { COMMAND_NAME, SUBCOMMANDS } from './commands.ts'
import { commandOf } from './components.ts'

export type Asking = ChatInputCommandInteraction | ButtonInteraction

/** A subcommand and its options as the core wants them: `schedule 9:00 weekdays Europe/Paris`. */
function typedText({ options }: ChatInputCommandInteraction): string {
  const name = options.getSubcommand(false) ?? ''
  const declared = SUBCOMMANDS.find(subcommand => subcommand.name === name)?.options ?? []
  return [name, ...declared.map(option => options.getString(option.name))].filter(Boolean).join(' ')
}

/** What someone asks of us by this interaction; undefined where it is none of ours. */
function textOf(interaction: Asking): string | undefined {
  if (interaction.isButton()) return commandOf(interaction.customId)
  return interaction.commandName === COMMAND_NAME ? typedText(interaction) : undefined
}

/** What the person is called in this server, else everywhere. */
function personOf({ member, user }: Asking): string {
  if (!member) return user.displayName
  return ('displayName' in member ? member.displayName : member.nick) ?? user.displayName
}

/** A command or a click as a request; undefined where it is none of ours. In direct messages everyone may change everything. */
export function parseInteraction(interaction: Interaction): { asking: Asking; request: Request } | undefined {
  if (!interaction.isChatInputCommand() && !interaction.isButton()) return undefined
  const text = textOf(interaction)
  if (text === undefined) return undefined
  const { id, guildId, channelId, memberPermissions } = interaction
  const request: Request = {
    id,
    channel: `discord:${guildId ?? '@me'}/${channelId}`,
    person: personOf(interaction),
    mayChange: !guildId || memberPermissions?.has(PermissionFlagsBits.ManageChannels) === true,
    text,
  }
  return { asking: interaction, request }
}
