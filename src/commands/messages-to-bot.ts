import { setOf } from '../lib/set-of.ts'
import { ephemeralReply, type Reply } from '../messages/reply.ts'
import { onlyPaperIdIn } from '../papers/paper-link.ts'
import { MAX_QUERY_LENGTH } from '../search/query/parser.ts'
import { shorten } from '../text/graphemes.ts'
import { tidyTyped } from '../text/typed.ts'
import type { CommandLine } from './parse.ts'
import { type CommandName, findCommand, findTypedCommand } from './registry.ts'
import { hasUnexpectedArguments } from './unexpected-arguments.ts'

/** `/papers today`, written to the bot out of habit. */
const SLASH = /^\/ ?papers?\b/i
/** What people say before what they want: `hi, agents`. */
const GREETING = /^(?:(?:hi|hello|hey|please|ok|okay)\b[ ,.!]+)+(?=\S)/i
const COURTESY =
  /^(?:(?:many )?thanks?(?: (?:you|a lot|so much))*|thx|ty|cheers|great|nice|cool|perfect|ok(?:ay)?|bye|sorry)[\s,.!]*$/i

/**
 * Questions about the bot, by their first word, and the command that answers each. At least one word is what they are about, and all
 * others are among those that say nothing else: `what is attention` is a search.
 */
const QUESTIONS: readonly {
  command: CommandName
  first: ReadonlySet<string>
  about: ReadonlySet<string>
  others: ReadonlySet<string>
}[] = [
  {
    command: 'status',
    first: setOf('when'),
    about: setOf('digest digests post posts posted papers next you'),
    others: setOf(
      `is are do does will be the my our your first daily weekly new send sent come comes coming arrive due here in this channel`,
    ),
  },
  {
    command: 'subscriptions',
    first: setOf('what which'),
    about: setOf('topics subscriptions subscribed follow followed following'),
    others: setOf('is are am do does has have i we you it the this my our channel to here in'),
  },
  {
    command: 'help',
    first: setOf('what which who how'),
    about: setOf('you this it i we there bot commands'),
    others: setOf(
      `is are can could do does should will have know understand ask say type use work works made make makes built wrote created runs post
      the a about for with to me us here app thing command`,
    ),
  },
]

/** Words around a command in `how do I subscribe this channel to a topic`. */
const AROUND_COMMAND = setOf(
  `do can could should to i we you one change set edit use open see get the this that these my our your a an another new it here from for
  in on of topic topics paper papers digest digests channel list command`,
)

/** A question about the bot as the command that answers it: `how do I subscribe` is `help subscribe`. Other texts stay as they are. */
export function answeringCommand(text: string): string {
  const [first = '', ...others] = text
    .toLowerCase()
    .replace(/^(?:(?:at )?what time|how often)\b/, 'when')
    .replace(/^(what|who|when|how)(?:'?s|'re)\b/, '$1 is')
    .replace(/\bpaper round\b/, 'you')
    .split(/[ ,]+/)
  const [word = '', ...more] = others.filter(each => !AROUND_COMMAND.has(each))
  const explained = first === 'how' && more.length === 0 ? findTypedCommand(word) : undefined
  if (explained) return explained.name === 'help' ? 'help' : `help ${explained.name}`
  const question = QUESTIONS.find(
    each =>
      each.first.has(first) &&
      others.some(other => each.about.has(other)) &&
      others.every(other => each.about.has(other) || each.others.has(other)),
  )
  return question?.command ?? text
}

/** What someone said to the bot, without its slash, a greeting, and the mark that ends a sentence. */
export const withoutManners = (text: string): string =>
  tidyTyped(text)
    .replace(SLASH, '')
    .trim()
    .replace(GREETING, '')
    .replace(/[?!]+$/, '')
    .trim()

/** The answer to thanks; undefined where something was asked. */
export const courtesyReply = (text: string): Reply | undefined =>
  COURTESY.test(tidyTyped(text)) ? ephemeralReply('You’re welcome.') : undefined

/**
 * What was said as a command: a search for its words unless it is one. People write whole sentences, so `show me robots`, which
 * names no paper, is a search, and so is `list papers on agents`, because that command takes no words.
 */
export function lineOfMessage(text: string, line: CommandLine): CommandLine {
  const command = findCommand(line.name)
  const wantsPaper = command?.parameters.some(({ name, required }) => name === 'paper' && required)
  const isCommand =
    command &&
    (line.args === '' ||
      (wantsPaper ? onlyPaperIdIn(line.args) !== undefined : !hasUnexpectedArguments(command, line.args)))
  if (isCommand) return line
  const words = shorten(text, MAX_QUERY_LENGTH)
  return { name: 'search', args: words, typed: words, page: 1, confirmed: false }
}
