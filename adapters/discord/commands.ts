import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPutAPIApplicationCommandsJSONBody,
} from 'discord.js'

interface Subcommand {
  name: string
  description: string
  options: { name: string; description: string; required: boolean }[]
  /** Whether it changes what the channel receives: then the channel sees the answer, else only the asker does. */
  changes: boolean
}

const option = (name: string, description: string, required = false) => ({ name, description, required })

/** What may follow `/papers`. Options are given to the core in this order, joined by spaces. */
export const SUBCOMMANDS: readonly Subcommand[] = [
  {
    name: 'subscribe',
    description: 'Follow a topic in this channel; without one, the general digest',
    options: [option('topic', 'Words that must all occur in a paper, such as: diffusion video')],
    changes: true,
  },
  {
    name: 'unsubscribe',
    description: 'Stop following a topic in this channel',
    options: [option('topic', 'The topic, or: all')],
    changes: true,
  },
  {
    name: 'subscriptions',
    description: 'What this channel follows, and when its digest comes',
    options: [],
    changes: false,
  },
  {
    name: 'schedule',
    description: 'When the digest comes to this channel',
    options: [
      option('time', 'Such as 9:00, 17.30 or 5pm', true),
      option('days', 'Such as weekdays, daily, mon,thu or mon-fri'),
      option('zone', 'A time zone, such as Europe/Paris, Paris or CET'),
    ],
    changes: true,
  },
  {
    name: 'today',
    description: "Today's list, or the newest there is, best first; for you alone",
    options: [option('topic', 'Only papers in which all of these words occur')],
    changes: false,
  },
  {
    name: 'post',
    description: 'Post a digest here now, of what this channel has not had',
    options: [],
    changes: true,
  },
  {
    name: 'status',
    description: 'How the source, the last and the next digest stand',
    options: [],
    changes: false,
  },
  { name: 'help', description: 'What there is to type', options: [], changes: false },
]

/** Whether a command's text begins with one that changes what the channel receives. */
export const changesChannel = (text: string): boolean => {
  const [name] = text.trim().split(/\s/)
  return SUBCOMMANDS.some(subcommand => subcommand.name === name && subcommand.changes)
}

export const COMMAND_NAME = 'papers'

/** What is registered with Discord: one command, in servers and in direct messages with the bot, for everyone. */
export const COMMANDS: RESTPutAPIApplicationCommandsJSONBody = [
  {
    type: ApplicationCommandType.ChatInput,
    name: COMMAND_NAME,
    description: "The day's trending papers",
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    options: SUBCOMMANDS.map(({ name, description, options }) => ({
      type: ApplicationCommandOptionType.Subcommand,
      name,
      description,
      options: options.map(each => ({ type: ApplicationCommandOptionType.String, ...each })),
    })),
  },
]
