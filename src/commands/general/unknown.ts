import leven from 'leven'
import type { Reply } from '../../messages/reply.ts'
import { bold, code, ephemeralReply } from '../../messages/reply.ts'
import { shorten } from '../../text/graphemes.ts'
import { LISTED_COMMANDS } from '../registry.ts'

/** With more wrong letters it is another word. */
const MAX_DISTANCE = 2
const SHOWN_LENGTH = 40

/** The command that someone may have meant; its first letters are enough. */
function nearest(name: string): string | undefined {
  const scored = LISTED_COMMANDS.map(command => ({
    name: command.name,
    distance: name.length > 2 && command.name.startsWith(name) ? 0 : leven(name, command.name),
  })).sort((a, b) => a.distance - b.distance)
  const [best] = scored
  return best && best.distance <= Math.min(MAX_DISTANCE, name.length / 2) ? best.name : undefined
}

/** The answer to a command that doesn't exist. */
export function unknownCommand(name: string): Reply {
  const meant = nearest(name)
  const what: [string, ReturnType<typeof bold>] = ['There is no command ', bold(shorten(name, SHOWN_LENGTH))]
  if (!meant) return ephemeralReply([...what, '. What there is: ', code('/papers help')])
  return {
    ...ephemeralReply([...what, '. Did you mean ', code(`/papers ${meant}`), '?']),
    actions: [{ label: 'Help', command: 'help' }],
  }
}
