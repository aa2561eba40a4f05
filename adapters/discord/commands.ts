import {
  type APIApplicationCommandStringOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPutAPIApplicationCommandsJSONBody,
} from 'discord.js'
import { findCommand, LISTED_COMMANDS, type Parameter } from '../../src/commands/registry.ts'

export const COMMAND_NAME = 'papers'
export const LOOK_UP_NAME = 'Look up papers'

/** The options of `/papers <name>`, in the order in which their values are joined into the command's text. */
export const parametersOf = (name: string): readonly Parameter[] => findCommand(name)?.parameters ?? []

function optionOf(parameter: Parameter): APIApplicationCommandStringOption {
  const { name, help: description, required = false, suggestions, choices } = parameter
  const option = { type: ApplicationCommandOptionType.String as const, name, description, required }
  if (suggestions) return { ...option, autocomplete: true }
  return choices ? { ...option, choices: choices.map(choice => ({ name: choice, value: choice })) } : option
}

/** For servers and for people: who adds the app to their account can read papers in any server and conversation. */
const everywhere = {
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
}

/** What we register with Discord: a slash command, and a command in the context menu of messages. */
export const COMMANDS: RESTPutAPIApplicationCommandsJSONBody = [
  {
    type: ApplicationCommandType.ChatInput,
    name: COMMAND_NAME,
    ...everywhere,
    description: "The day's trending papers",
    options: LISTED_COMMANDS.map(({ name, help, parameters }) => ({
      type: ApplicationCommandOptionType.Subcommand,
      name,
      description: help,
      options: parameters.map(optionOf),
    })),
  },
  { type: ApplicationCommandType.Message, name: LOOK_UP_NAME, ...everywhere },
]
