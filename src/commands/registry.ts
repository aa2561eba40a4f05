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
    help: "Today's list, or the newest there is, best first; for you alone",
    parameters: [topic],
    changes: false,
    visibility: 'ephemeral',
  },
  {
    name: 'trending',
    help: 'What trends over a day, a week or a month; for you alone',
    parameters: [{ name: 'period', help: 'day, week or month', choices: ['day', 'week', 'month'] }, topic],
    changes: false,
    visibility: 'ephemeral',
  },
  {
    name: 'search',
    help: 'Papers in which your words occur; for you alone',
    parameters: [{ name: 'query', help: 'The words to look for; without any, a box to type them in' }],
    changes: false,
    visibility: 'ephemeral',
    asksFirst: 'form',
  },
  {
    name: 'show',
    help: 'One paper with its abstract, authors, links and BibTeX; for you alone',
    parameters: [paper],
    changes: false,
    visibility: 'ephemeral',
  },
  {
    name: 'similar',
    help: 'Papers that resemble one; for you alone',
    parameters: [paper],
    changes: false,
    visibility: 'ephemeral',
  },
  {
    name: 'subscribe',
    help: 'Follow a topic here; without one, the general digest. Shows first what it would bring',
    parameters: [topic],
    changes: true,
    visibility: 'public',
    asksFirst: 'confirmation',
  },
  {
    name: 'unsubscribe',
    help: 'Stop following a topic here, or all of them',
    parameters: [{ name: 'topic', help: 'The topic, or: all', suggestions: 'followed' }],
    changes: true,
    visibility: 'public',
  },
  {
    name: 'subscriptions',
    help: 'What this channel follows, and when its digest comes',
    parameters: [],
    changes: false,
    visibility: 'ephemeral',
  },
  {
    name: 'schedule',
    help: 'When the digest comes here: 9:00 weekdays Europe/Paris',
    parameters: [
      { name: 'time', help: 'Such as 9:00, 17.30 or 5pm', required: true },
      { name: 'days', help: 'Such as weekdays, daily, weekly, mon,thu or mon-fri' },
      { name: 'zone', help: 'A time zone, such as Europe/Paris, Paris or CET', suggestions: 'zone' },
    ],
    changes: true,
    visibility: 'public',
  },
  {
    name: 'settings',
    help: 'Time, layout, papers per digest, what to leave out, pause: all that can be set here',
    parameters: [],
    changes: true,
    visibility: 'public',
    asksFirst: 'form',
  },
  {
    name: 'preview',
    help: 'What the next digest would be as things stand; for you alone',
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
    parameters: [paper],
    changes: false,
    visibility: 'ephemeral',
  },
  {
    name: 'pause',
    help: 'Send no digests here until someone resumes',
    parameters: [],
    changes: true,
    visibility: 'public',
  },
  { name: 'resume', help: 'Send digests here again', parameters: [], changes: true, visibility: 'public' },
  {
    name: 'status',
    help: 'How the source, the last and the next digest stand, and what is paused',
    parameters: [],
    changes: false,
    visibility: 'ephemeral',
  },
  { name: 'help', help: 'What there is to type', parameters: [], changes: false, visibility: 'ephemeral' },
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

/** A command's parameters as help shows them: `<time> [days] [zone]`. */
export const usageOf = ({ parameters }: CommandSpec): string =>
  parameters.map(({ name, required }) => (required ? `<${name}>` : `[${name}]`)).join(' ')
