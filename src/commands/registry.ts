import type { SuggestionKind } from '../messages/form.ts'

/** What may follow a command's name. */
export interface Parameter {
  name: string
  /** At most 100 characters. */
  help: string
  required?: true
  /** What can be suggested while it is typed. */
  suggestions?: SuggestionKind
  /** All that it can be, where that is settled. */
  choices?: readonly string[]
}

/** A command as people find it: in help, and in a platform's own list of commands. */
export interface CommandSpec {
  name: string
  /** What it does, in one line of at most 100 characters. */
  help: string
  /** In the order in which they are typed. */
  parameters: readonly Parameter[]
  /** Whether it changes what the channel receives: then only some people may, and the channel is told. */
  changes: boolean
}

const topic: Parameter = { name: 'topic', help: 'Words that must all occur in a paper', suggestions: 'topic' }
const paper: Parameter = {
  name: 'paper',
  help: 'An arXiv id, or a link to arXiv, Hugging Face, alphaXiv or a DOI',
  required: true,
  suggestions: 'paper',
}

/** All commands that people type, in the order in which help lists them. */
export const COMMAND_REGISTRY = [
  {
    name: 'today',
    help: "Today's list, or the newest there is, best first; for you alone",
    parameters: [topic],
    changes: false,
  },
  {
    name: 'trending',
    help: 'What trends over a day, a week or a month; for you alone',
    parameters: [{ name: 'period', help: 'day, week or month', choices: ['day', 'week', 'month'] }, topic],
    changes: false,
  },
  {
    name: 'search',
    help: 'Papers in which your words occur; for you alone',
    parameters: [{ name: 'query', help: 'The words to look for; without any, a box to type them in' }],
    changes: false,
  },
  {
    name: 'show',
    help: 'One paper with its abstract, authors, links and BibTeX; for you alone',
    parameters: [paper],
    changes: false,
  },
  {
    name: 'similar',
    help: 'Papers that resemble one; for you alone',
    parameters: [paper],
    changes: false,
  },
  {
    name: 'subscribe',
    help: 'Follow a topic here; without one, the general digest. Shows first what it would bring',
    parameters: [topic],
    changes: true,
  },
  {
    name: 'unsubscribe',
    help: 'Stop following a topic here, or all of them',
    parameters: [{ name: 'topic', help: 'The topic, or: all', suggestions: 'followed' }],
    changes: true,
  },
  {
    name: 'subscriptions',
    help: 'What this channel follows, and when its digest comes',
    parameters: [],
    changes: false,
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
  },
  {
    name: 'settings',
    help: 'Time, layout, papers per digest, what to leave out, pause: all that can be set here',
    parameters: [],
    changes: true,
  },
  {
    name: 'preview',
    help: 'What the next digest would be as things stand; for you alone',
    parameters: [],
    changes: false,
  },
  {
    name: 'post',
    help: 'Post a digest here now, of what this channel has not had',
    parameters: [],
    changes: true,
  },
  {
    name: 'why',
    help: 'Why this channel got a paper, will get it, or will not',
    parameters: [paper],
    changes: false,
  },
  { name: 'pause', help: 'Send no digests here until someone resumes', parameters: [], changes: true },
  { name: 'resume', help: 'Send digests here again', parameters: [], changes: true },
  {
    name: 'status',
    help: 'How the source, the last and the next digest stand, and what is paused',
    parameters: [],
    changes: false,
  },
  { name: 'help', help: 'What there is to type', parameters: [], changes: false },
] as const satisfies readonly CommandSpec[]

export type CommandName = (typeof COMMAND_REGISTRY)[number]['name']

/** What may follow a command, as help writes it: `<time> [days] [zone]`. */
export const usageOf = ({ parameters }: CommandSpec): string =>
  parameters.map(({ name, required }) => (required ? `<${name}>` : `[${name}]`)).join(' ')
