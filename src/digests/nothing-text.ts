import { textOfSpans } from '../messages/moment.ts'
import { command, type ReplySpan } from '../messages/reply.ts'
import type { Nothing } from './compose.ts'

const ASK: readonly ReplySpan[] = [{ text: ' ' }, command('post'), { text: ' sends the next best papers.' }]

/** Why there is nothing to post, in a sentence for a person. The same in every command. */
export function nothingSpans({ reason, remaining }: Nothing): ReplySpan[] {
  const ask = remaining > 0 ? ASK : []
  switch (reason) {
    case 'no match':
      return [{ text: 'Nothing to send right now: no new paper matches this channel’s topics.' }]
    case 'left out':
      return [
        { text: 'Nothing to send right now: this channel’s settings leave out every new paper.' },
        ...ask,
      ]
    case 'nothing new':
      return remaining > 0
        ? [{ text: 'Nothing new since the last digest.' }, ...ask]
        : [{ text: 'Nothing new since the last digest, and this channel’s settings leave out the rest.' }]
    case 'all posted':
      return [{ text: 'Nothing new: every matching paper has already been posted here.' }]
  }
}

/** The same as one text, to store it. */
export const nothingText = (nothing: Nothing): string => textOfSpans(nothingSpans(nothing))
