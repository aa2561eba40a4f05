import leven from 'leven'
import { nearest } from '../../lib/nearest.ts'
import type { Action } from '../../messages/digest.ts'
import type { Reply } from '../../messages/reply.ts'
import { bold, command, ephemeralReply } from '../../messages/reply.ts'
import { MAX_QUERY_LENGTH } from '../../search/query/parser.ts'
import { shorten } from '../../text/graphemes.ts'
import type { CommandLine } from '../parse.ts'
import { LISTED_COMMANDS, type RegisteredCommand } from '../registry.ts'

/** With more wrong letters it is another word. */
const MAX_DISTANCE = 2
const SHOWN_LENGTH = 40

/** How many wrong letters `typed` has if it is a misspelling of the command, or its beginning; else Infinity. */
function distanceTo({ name, changes, asksFirst }: RegisteredCommand, typed: string): number {
  const distance = leven(typed, name)
  if (!changes || asksFirst) {
    if (typed.length > 2 && name.startsWith(typed)) return 0
    return distance <= Math.min(MAX_DISTANCE, typed.length / 2) ? distance : Number.POSITIVE_INFINITY
  }
  return isSurely(name, typed) ? distance : Number.POSITIVE_INFINITY
}

/** What changes something at once is suggested only for what is surely a misspelling, not for a similar word. */
const SURE_LENGTH = 6
const isSurely = (name: string, typed: string): boolean =>
  name.length >= SURE_LENGTH &&
  ((typed.length >= SURE_LENGTH - 1 && name.startsWith(typed)) ||
    (typed.slice(0, 2) === name.slice(0, 2) &&
      typed.at(-1) === name.at(-1) &&
      leven(typed, name) <= (name.length > 8 ? 2 : 1)))

/** The command that someone may have meant; its first letters are enough. */
const commandLike = (typed: string): string | undefined =>
  nearest(LISTED_COMMANDS, command => distanceTo(command, typed))?.name

/** The answer to a button, menu or form of another version, or one whose command is no longer stored. */
export const EXPIRED_CONTROL: Reply = ephemeralReply([
  'This button or form has expired. All commands: ',
  command('help'),
])

/** The answer to a typed command that doesn't exist: perhaps it was misspelt, perhaps these are words to search for. */
export function unknownCommand({ name, args }: Pick<CommandLine, 'name' | 'args'>): Reply {
  const meant = commandLike(name)
  const words = `${name} ${args}`.trim()
  const search: Action[] =
    words.length <= MAX_QUERY_LENGTH
      ? [{ label: `Search for “${shorten(words, SHOWN_LENGTH)}”`, command: `search ${words}` }]
      : []
  return {
    ...ephemeralReply([
      'Unknown command ',
      bold(shorten(name, SHOWN_LENGTH)),
      ...(meant ? ['. Did you mean ', command(meant), '?'] : ['. See ', command('help'), '.']),
    ]),
    actions: [...search, { label: 'Help', command: 'help' }],
  }
}
