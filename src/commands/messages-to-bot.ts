import { ephemeralReply, type Reply } from '../messages/reply.ts'
import { onlyPaperIdIn } from '../papers/paper-link.ts'
import { MAX_QUERY_LENGTH } from '../search/query/parser.ts'
import { shorten } from '../text/graphemes.ts'
import { tidyTyped } from '../text/typed.ts'
import type { CommandLine } from './parse.ts'
import { findCommand } from './registry.ts'
import { hasUnexpectedArguments } from './unexpected-arguments.ts'

/** `/papers today`, written to the bot out of habit. */
const SLASH = /^\/ ?papers?\b/i
/** What people say before what they want: `hi, agents`. */
const GREETING = /^(?:(?:hi|hello|hey|please|ok|okay)\b[ ,.!]+)+(?=\S)/i
const COURTESY =
  /^(?:(?:many )?thanks?(?: (?:you|a lot|so much))*|thx|ty|cheers|great|nice|cool|perfect|ok(?:ay)?|bye|sorry)[\s,.!]*$/i

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
