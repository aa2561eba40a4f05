import type { SuggestionKind } from '../messages/form.ts'
import type { Reply } from '../messages/reply.ts'

/** What may follow a command's name. */
export interface Parameter {
  name: string
  /** At most 100 characters. */
  help: string
  required?: true
  /** What to suggest while it is typed. */
  suggestions?: SuggestionKind
  /** All possible values, if the set is closed. */
  choices?: readonly string[]
}

/** What the app knows about a command before it runs it. */
export interface CommandSpec {
  name: string
  /** One line of at most 100 characters. */
  help: string
  /** In the order in which they are typed. */
  parameters: readonly Parameter[]
  /** Whether it changes what the channel receives: not everyone may do that, and it is recorded. */
  changes: boolean
  /** Who sees the answer when the command succeeds; a refusal is always ephemeral. */
  visibility: Reply['visibility']
  /** What it shows first, only to the person who asked: a form to fill in. */
  asksFirst?: 'form'
  /** Sent by buttons and by the platforms; not listed in help, and not registered as a Discord subcommand. */
  hidden?: true
  /** Names that buttons of older messages still carry. */
  formerly?: readonly string[]
  /** Whether a public answer has *Undo*, which restores what the command changed. */
  undoable?: true
  /** Whether its answer is a list that has pages. */
  hasPages?: true
  /** Other words that people type for it. */
  aliases?: readonly string[]
  /** Where help lists it. Hidden commands have no group. */
  group?: Group
  /** What someone might type after the name, for help; the first is in the list of all commands. */
  examples?: readonly string[]
}

/** The groups of commands, in the order in which help lists them. */
export const GROUPS = {
  read: 'Read (only you see the answer)',
  subscribe: 'Subscribe',
  schedule: 'Schedule',
  manage: 'Manage',
} as const
type Group = keyof typeof GROUPS

const topic: Parameter = {
  name: 'topic',
  help: 'Words that a paper must contain, such as video diffusion',
  suggestions: 'topic',
}
const paper: Parameter = {
  name: 'paper',
  help: 'An arXiv id, or a link to arXiv, Hugging Face, alphaXiv or a DOI',
  required: true,
  suggestions: 'paper',
}

/** All commands; those that aren't hidden in the order in which help lists them within their group. */
export const COMMAND_REGISTRY = [
  {
    name: 'today',
    group: 'read',
    help: 'Today’s papers, or another day’s, best first',
    aliases: ['daily', 'latest', 'newest', 'papers'],
    examples: ['agents', '2026-11-20', 'yesterday agents'],
    parameters: [
      { name: 'day', help: 'Such as 2026-11-20, yesterday or monday; without it, the newest' },
      topic,
    ],
    changes: false,
    visibility: 'ephemeral',
    hasPages: true,
  },
  {
    name: 'trending',
    group: 'read',
    help: 'The top papers of a day, a week or a month',
    aliases: ['trend', 'trends', 'top', 'hot', 'popular', 'best'],
    examples: ['week agents', 'month', 'day robotics'],
    parameters: [{ name: 'period', help: 'day, week or month', choices: ['day', 'week', 'month'] }, topic],
    changes: false,
    visibility: 'ephemeral',
    hasPages: true,
  },
  {
    name: 'search',
    group: 'read',
    help: 'Search all papers',
    aliases: ['find', 'query', 'lookfor'],
    examples: ['video diffusion', '"world models" has:code', 'agents -survey since:30d'],
    parameters: [{ name: 'query', help: 'The words to look for; without any, a form opens' }],
    changes: false,
    visibility: 'ephemeral',
    hasPages: true,
    asksFirst: 'form',
  },
  {
    name: 'show',
    group: 'read',
    help: 'One paper: abstract, authors and links',
    aliases: ['paper', 'details', 'abstract'],
    examples: ['1706.03762', 'https://arxiv.org/abs/1706.03762'],
    parameters: [paper],
    changes: false,
    visibility: 'ephemeral',
  },
  {
    name: 'cite',
    group: 'read',
    help: 'One paper as BibTeX, to copy',
    aliases: ['bibtex', 'citation'],
    examples: ['1706.03762', 'https://arxiv.org/abs/1706.03762'],
    parameters: [paper],
    changes: false,
    visibility: 'ephemeral',
  },
  {
    name: 'similar',
    group: 'read',
    help: 'Papers that are similar to this one',
    aliases: ['related', 'like', 'alike', 'more-like'],
    examples: ['1706.03762', 'https://huggingface.co/papers/1706.03762'],
    parameters: [paper],
    changes: false,
    visibility: 'ephemeral',
    hasPages: true,
  },
  {
    name: 'export',
    group: 'read',
    help: 'Papers of a day or a week as BibTeX or RIS, for a reference manager',
    aliases: ['download'],
    examples: ['week', '2026-11-20 agents', 'yesterday ris'],
    parameters: [
      {
        name: 'period',
        help: 'today, yesterday, week or month; without it, the newest day',
        choices: ['today', 'yesterday', 'week', 'month'],
      },
      topic,
      { name: 'format', help: 'bibtex or ris; without it, bibtex', choices: ['bibtex', 'ris'] },
    ],
    changes: false,
    visibility: 'ephemeral',
  },
  {
    name: 'feed',
    group: 'read',
    help: 'The link to the feed of a topic, for a feed reader',
    aliases: ['rss', 'atom'],
    examples: ['agents', '"world models" has:code'],
    parameters: [topic],
    changes: false,
    visibility: 'ephemeral',
  },
  {
    name: 'email',
    group: 'read',
    help: 'Get digests of a topic by e-mail; the address gets a mail to confirm first',
    aliases: ['e-mail', 'mail'],
    examples: ['name@example.org', 'name@example.org agents'],
    parameters: [
      { name: 'address', help: 'Such as name@example.org; nobody else sees it', required: true },
      topic,
    ],
    changes: false,
    visibility: 'ephemeral',
  },
  {
    name: 'subscribe',
    group: 'subscribe',
    help: 'Subscribe this channel to a topic, or without one to the general digest',
    aliases: ['follow', 'sub', 'track', 'watch'],
    examples: ['agents', '"world models" OR robotics', 'diffusion -video has:code'],
    parameters: [topic],
    changes: true,
    visibility: 'public',
    undoable: true,
  },
  {
    name: 'unsubscribe',
    group: 'subscribe',
    help: 'Unsubscribe this channel from a topic, or from all',
    aliases: ['unfollow', 'unsub', 'stop', 'remove', 'untrack', 'unwatch'],
    examples: ['agents', 'all'],
    parameters: [{ name: 'topic', help: 'The topic, or: all', suggestions: 'followed' }],
    changes: true,
    visibility: 'public',
    undoable: true,
  },
  {
    name: 'subscriptions',
    group: 'subscribe',
    help: 'The topics of this channel, and when its next digest comes',
    aliases: ['list', 'topics', 'subs', 'following', 'followed', 'subscribed', 'subscription'],
    parameters: [],
    changes: false,
    visibility: 'ephemeral',
  },
  {
    name: 'schedule',
    group: 'schedule',
    help: 'Set when the digest is posted here',
    aliases: ['timezone', 'tz'],
    examples: ['9:00 weekdays Europe/Paris', '17:30 mon,thu', '8am'],
    parameters: [
      { name: 'time', help: 'Such as 9:00, 17.30 or 5pm', required: true },
      { name: 'days', help: 'Such as daily, weekdays, mon,thu, or weekly for the week’s best' },
      { name: 'zone', help: 'A time zone, such as Europe/Paris, Paris or CET', suggestions: 'zone' },
    ],
    changes: true,
    visibility: 'public',
    undoable: true,
  },
  {
    name: 'preview',
    group: 'schedule',
    help: 'See what the next digest would be now',
    aliases: ['test', 'try', 'demo', 'dry-run'],
    parameters: [],
    changes: false,
    visibility: 'ephemeral',
  },
  {
    name: 'post',
    group: 'schedule',
    help: 'Post a digest here now',
    parameters: [],
    changes: true,
    visibility: 'public',
  },
  {
    name: 'pause',
    group: 'schedule',
    help: 'Pause the digests of this channel',
    aliases: ['snooze', 'suspend'],
    parameters: [],
    changes: true,
    visibility: 'public',
    undoable: true,
  },
  {
    name: 'resume',
    group: 'schedule',
    help: 'Resume the digests of this channel',
    aliases: ['unpause'],
    parameters: [],
    changes: true,
    visibility: 'public',
    undoable: true,
  },
  {
    name: 'settings',
    group: 'manage',
    help: 'Time, layout, number of papers, filters and more',
    aliases: [
      'config',
      'configure',
      'configuration',
      'setting',
      'preferences',
      'prefs',
      'options',
      'setup',
      'mute',
      'unmute',
    ],
    parameters: [],
    changes: true,
    visibility: 'public',
    undoable: true,
    asksFirst: 'form',
  },
  {
    name: 'why',
    group: 'manage',
    help: 'Why this channel got a paper, will get it, or won’t',
    aliases: ['explain'],
    examples: ['2611.10001', 'https://arxiv.org/abs/2611.10001'],
    parameters: [paper],
    changes: false,
    visibility: 'ephemeral',
  },
  {
    name: 'status',
    group: 'manage',
    help: 'Whether papers and digests are up to date',
    aliases: ['health', 'ping', 'version'],
    parameters: [],
    changes: false,
    visibility: 'ephemeral',
  },
  {
    name: 'help',
    group: 'manage',
    help: 'All commands, or one of them explained',
    aliases: [
      '?',
      '-h',
      '--help',
      '-help',
      'commands',
      'usage',
      'man',
      'hello',
      'hi',
      'hey',
      'start',
      'home',
      'about',
      'info',
    ],
    examples: ['schedule', 'search'],
    parameters: [{ name: 'command', help: 'The command to explain, such as schedule' }],
    changes: false,
    visibility: 'ephemeral',
  },
  {
    name: 'cancel',
    help: 'Dismiss a question',
    parameters: [],
    changes: false,
    visibility: 'ephemeral',
    hidden: true,
  },
  {
    name: 'welcome',
    help: 'Say hello where the bot was added',
    parameters: [],
    changes: false,
    visibility: 'public',
    hidden: true,
  },
  {
    name: 'app-home',
    help: "A person's page: the subscriptions of the workspace",
    parameters: [],
    changes: false,
    visibility: 'ephemeral',
    hidden: true,
  },
  {
    name: 'lookup',
    help: 'Papers that a message links to',
    parameters: [{ name: 'papers', help: "Ids or links; or the message's text in the form field `text`" }],
    changes: false,
    visibility: 'ephemeral',
    hidden: true,
  },
  {
    name: 'downrank',
    help: 'Rank papers like this one lower here; with undo before it, as usual again',
    parameters: [paper],
    changes: true,
    visibility: 'public',
    hidden: true,
    formerly: ['less'],
  },
  {
    name: 'post-paper',
    help: 'Post one paper in the channel',
    parameters: [paper],
    changes: true,
    visibility: 'ephemeral',
    hidden: true,
    formerly: ['share'],
  },
  {
    name: 'undo',
    help: 'Undo a change by its number',
    parameters: [{ name: 'change', help: 'The number of the recorded change', required: true }],
    changes: true,
    visibility: 'public',
    undoable: true,
    hidden: true,
  },
] as const satisfies readonly CommandSpec[]

export type CommandName = (typeof COMMAND_REGISTRY)[number]['name']
export type RegisteredCommand = CommandSpec & { name: CommandName }

const ALL_COMMANDS: readonly RegisteredCommand[] = COMMAND_REGISTRY

/** The commands that help and the platforms list. */
export const COMMAND_NAMES: readonly string[] = ALL_COMMANDS.map(({ name }) => name)

export const LISTED_COMMANDS: readonly RegisteredCommand[] = ALL_COMMANDS.filter(({ hidden }) => !hidden)

const BY_NAME = new Map(
  ALL_COMMANDS.flatMap(command =>
    [command.name, ...(command.formerly ?? [])].map(name => [name, command] as const),
  ),
)

/** @param name in lower case; a former name will do */
export const findCommand = (name: string): RegisteredCommand | undefined => BY_NAME.get(name)

/** A command by another word for it; some words are an argument as well. */
interface Alias {
  command: RegisteredCommand
  args?: string | undefined
}

/** Words for a command with its first argument. */
const PHRASES = [
  ['yesterday', 'today', 'yesterday'],
  ['week', 'trending', 'week'],
  ['weekly', 'trending', 'week'],
  ['month', 'trending', 'month'],
  ['monthly', 'trending', 'month'],
] as const satisfies readonly (readonly [string, CommandName, string])[]

const aliasesOf = (command: RegisteredCommand): (readonly [string, Alias])[] => [
  ...(command.aliases ?? []).map(alias => [alias, { command }] as const),
  ...PHRASES.filter(([, name]) => name === command.name).map(
    ([alias, , args]) => [alias, { command, args }] as const,
  ),
]

/** By the word, in lower case. */
export const ALIASES: ReadonlyMap<string, Alias> = new Map(LISTED_COMMANDS.flatMap(aliasesOf))

/** The command that a person means by a word in lower case: a name or an alias. Hidden commands can't be typed. */
export function findTypedCommand(name: string): RegisteredCommand | undefined {
  const command = BY_NAME.get(name)
  if (command) return command.hidden ? undefined : command
  return ALIASES.get(name)?.command
}

/** A command's parameters as help shows them: `<time> [days] [zone]`. */
export const usageOf = ({ parameters }: CommandSpec): string =>
  parameters.map(({ name, required }) => (required ? `<${name}>` : `[${name}]`)).join(' ')
