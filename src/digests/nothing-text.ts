import type { Nothing } from './compose.ts'

const ASK = '/papers post sends the next best papers.'

/** Why there is nothing to post, in a sentence for a person. The same in every command. */
export function nothingText({ reason, remaining }: Nothing): string {
  switch (reason) {
    case 'no match':
      return 'Nothing to send right now: no new paper matches this channel’s topics.'
    case 'left out':
      return `Nothing to send right now: this channel’s settings leave out every new paper.${remaining > 0 ? ` ${ASK}` : ''}`
    case 'nothing new':
      return remaining > 0
        ? `Nothing new since the last digest. ${ASK}`
        : 'Nothing new since the last digest, and this channel’s settings leave out the rest.'
    case 'all posted':
      return 'Nothing new: every matching paper has already been posted here.'
  }
}
