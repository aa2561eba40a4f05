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
  /** What it shows before it does anything, for the asker alone: a form to fill in, or a request for confirmation. */
  asksFirst?: 'form' | 'confirmation'
  /** Sent by buttons and by the platforms; not listed in help, and not registered as a Discord subcommand. */
  hidden?: true
  /** Names that buttons of older messages still carry. */
  formerly?: readonly string[]
  /** Whether a public answer has *Undo*, which restores what the command changed. */
  undoable?: true
  /** Other words that people type for it. */
  aliases?: readonly string[]
  /** What someone might type after the name, for help. */
  example?: string
}

const topic: Parameter = { name: 'topic', help: 'Words that must all occur in a paper', suggestions: 'topic' }
const paper: Parameter = {
  name: 'paper',
  help: 'An arXiv id, or a link to arXiv, Hugging Face, alphaXiv or a DOI',
  required: true,
  suggestions: 'paper',
}

/** All commands; those that aren't hidden in the order in which help lists them. */
export const COMMAND_REGISTRY = [
  {
    name: 'today',
    help: 'The list of today or of another day, best first; for you alone',
    aliases: ['daily', 'latest', 'newest', 'papers'],
    example: '2026-11-20 agents',
    parameters: [
      { name: 'day', help: 'Such as 2026-11-20, yesterday or monday; without it, the newest' },
      topic,
    ],
    changes: false,
    visibility: 'ephemeral',
  },
  {
    name: 'trending',
    help: 'What trends over a day, a week or a month; for you alone',
    aliases: ['trend', 'trends', 'top', 'hot', 'popular', 'best'],
    example: 'week agents',
    parameters: [{ name: 'period', help: 'day, week or month', choices: ['day', 'week', 'month'] }, topic],
    changes: false,
    visibility: 'ephemeral',
  },
  {
    name: 'search',
    help: 'Papers in which your words occur; for you alone',
    aliases: ['find', 'query', 'lookfor'],
    example: 'video diffusion has:code',
    parameters: [{ name: 'query', help: 'The words to look for; without any, a box to type them in' }],
    changes: false,
    visibility: 'ephemeral',
    asksFirst: 'form',
  },
  {
    name: 'show',
    help: 'One paper with its abstract, authors, links and BibTeX; for you alone',
    aliases: ['paper', 'details', 'abstract', 'bibtex', 'cite'],
    example: '1706.03762',
    parameters: [paper],
    changes: false,
    visibility: 'ephemeral',
  },
  {
    name: 'similar',
    help: 'Papers that resemble one; for you alone',
    aliases: ['related', 'like', 'alike', 'more-like'],
    example: '1706.03762',
    parameters: [paper],
    changes: false,
    visibility: 'ephemeral',
  },
  {
    name: 'subscribe',
    help: 'Follow a topic here; without one, the general digest. Shows first what it would bring',
    aliases: ['follow', 'sub', 'track', 'watch'],
    example: 'agents',
    parameters: [topic],
    changes: true,
    visibility: 'public',
    undoable: true,
    asksFirst: 'confirmation',
  },
  {
    name: 'unsubscribe',
    help: 'Stop following a topic here, or all of them',
    aliases: ['unfollow', 'unsub', 'stop', 'remove', 'untrack', 'unwatch'],
    example: 'agents',
    parameters: [{ name: 'topic', help: 'The topic, or: all', suggestions: 'followed' }],
    changes: true,
    visibility: 'public',
    undoable: true,
  },
  {
    name: 'subscriptions',
    help: 'What this channel follows, and when its digest comes',
    aliases: ['list', 'topics', 'subs', 'following', 'followed', 'subscribed', 'subscription'],
    parameters: [],
    changes: false,
    visibility: 'ephemeral',
  },
  {
    name: 'schedule',
    help: 'When the digest comes here: 9:00 weekdays Europe/Paris',
    aliases: ['timezone', 'tz'],
    example: '9:00 weekdays Europe/Paris',
    parameters: [
      { name: 'time', help: 'Such as 9:00, 17.30 or 5pm', required: true },
      { name: 'days', help: 'Such as weekdays, daily, weekly, mon,thu or mon-fri' },
      { name: 'zone', help: 'A time zone, such as Europe/Paris, Paris or CET', suggestions: 'zone' },
    ],
    changes: true,
    visibility: 'public',
    undoable: true,
  },
  {
    name: 'settings',
    help: 'Time, layout, papers per digest, what to leave out, pause: all that can be set here',
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
    name: 'preview',
    help: 'What the next digest would be right now; shown to you alone',
    aliases: ['test', 'try', 'demo', 'dry-run'],
    parameters: [],
    changes: false,
    visibility: 'ephemeral',
  },
  {
    name: 'post',
    help: 'Post a digest here now, of what this channel has not had',
    parameters: [],
    changes: true,
    visibility: 'public',
  },
  {
    name: 'why',
    help: 'Why this channel got a paper, will get it, or will not',
    aliases: ['explain'],
    example: '2611.10001',
    parameters: [paper],
    changes: false,
    visibility: 'ephemeral',
  },
  {
    name: 'pause',
    help: 'Send no digests here until someone resumes',
    aliases: ['snooze', 'suspend'],
    parameters: [],
    changes: true,
    visibility: 'public',
    undoable: true,
  },
  {
    name: 'resume',
    help: 'Send digests here again',
    aliases: ['unpause'],
    parameters: [],
    changes: true,
    visibility: 'public',
    undoable: true,
  },
  {
    name: 'status',
    help: 'How the source, the last and the next digest stand, and what is paused',
    aliases: ['health', 'ping', 'version'],
    parameters: [],
    changes: false,
    visibility: 'ephemeral',
  },
  {
    name: 'help',
    help: 'What there is to type, or how one command works',
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
    example: 'schedule',
    parameters: [{ name: 'command', help: 'The command to explain, such as schedule' }],
    changes: false,
    visibility: 'ephemeral',
  },
  {
    name: 'cancel',
    help: 'Dismiss a request for confirmation',
    parameters: [],
    changes: false,
    visibility: 'ephemeral',
    hidden: true,
  },
  {
    name: 'welcome',
    help: 'Introduce the bot where it has just been added',
    parameters: [],
    changes: false,
    visibility: 'public',
    hidden: true,
  },
  {
    name: 'app-home',
    help: "A person's page: what the workspace follows, and where",
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
    help: 'Rank papers like this one lower here; with undo before it, no longer',
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
